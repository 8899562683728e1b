package dev.salus.app.jar;

import java.nio.file.Path;
import java.util.List;

/** {@code salus.jar}, and the archive of classes that the build makes beside it. */
public final class BuiltJar {

  /** Where the build has it; nothing where tests run without it, on compiled classes. */
  private static final String PROPERTY = "salus.jar";

  private BuiltJar() {}

  /** What has a JVM find the classes of the command line, of the jar and quickly if it is there. */
  public static List<String> orClassPath() {
    String built = System.getProperty(PROPERTY);
    if (built == null) {
      return List.of("-cp", System.getProperty("java.class.path"));
    }
    Path jar = Path.of(built).toAbsolutePath().normalize();
    return List.of(
        "-XX:SharedArchiveFile=" + jar.resolveSibling("salus.jsa"), "-cp", jar.toString());
  }
}
