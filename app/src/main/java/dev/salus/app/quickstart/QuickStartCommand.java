package dev.salus.app.quickstart;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code salus quick-start}: makes the archive with which the JVM starts a server quickly. */
@Command(
    name = "quick-start",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes an archive of classes that has 'serve' start in about half the time.",
    footer = {
      "",
      "Once for each jar and each Java, as whoever owns the jar. For a moment it runs a",
      "server that nobody knows of. Then, with the jar where it is:",
      "    java -XX:SharedArchiveFile=FILE -jar salus.jar serve"
    })
public final class QuickStartCommand implements Callable<Integer> {

  @Option(
      names = "--archive",
      paramLabel = "FILE",
      description =
          "Where to, in place of an archive that is there. By default beside the jar, as salus.jsa.")
  private @Nullable Path file;

  @Spec private @Nullable CommandSpec spec;

  /** For the command line. */
  public QuickStartCommand() {}

  @Override
  public Integer call() throws Exception {
    Path jar = jar();
    Path archive = file == null ? jar.resolveSibling("salus.jsa") : file.toAbsolutePath();
    new ClassArchive(jar, Path.of(System.getProperty("java.home"), "bin", "java")).writeTo(archive);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println("salus: " + archive + " is written. Start with:");
    out.println("    java -XX:SharedArchiveFile=" + archive + " -jar " + jar + " serve");
    return 0;
  }

  private static Path jar() throws IOException, URISyntaxException {
    Path jar =
        Path.of(
            QuickStartCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (!Files.isRegularFile(jar) || !isStarted(jar)) {
      throw new IllegalStateException(
          "this is for salus.jar only: java -jar salus.jar quick-start");
    }
    return jar;
  }

  /** Whether it is the jar that is started, and not that of these classes alone. */
  private static boolean isStarted(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      return manifest != null
          && manifest.getMainAttributes().containsKey(Attributes.Name.MAIN_CLASS);
    }
  }
}
