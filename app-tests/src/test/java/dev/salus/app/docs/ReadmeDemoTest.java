package dev.salus.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.demo.DemoCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README shows of the demo, and how the SDK is had, is so. */
final class ReadmeDemoTest {

  private static final Path ROOT = Path.of("..");
  private static final String SHOWN_BEGINS = "checks each step:\n";
  private static final String SHOWN_ENDS = "The second runs";
  private static final int LINES = 6;

  @Test
  void theDemoSaysWhatTheReadmeShowsInThatOrder() throws Exception {
    StringWriter told = new StringWriter();

    int exitCode = new DemoCommand(new PrintWriter(told, true)).call();

    assertThat(exitCode).as(told.toString()).isZero();
    List<String> left = new ArrayList<>(told.toString().lines().toList());
    List<String> shown = shown();
    assertThat(shown).hasSize(LINES);
    for (String line : shown) {
      int at = left.indexOf(line);
      assertThat(at).as("'%s' in what is left of the demo: %s", line, left).isNotNegative();
      left.subList(0, at + 1).clear();
    }
  }

  /** The lines as the demo prints them, without the indentation of the README's. */
  private static List<String> shown() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String block =
        readme.substring(
            readme.indexOf(SHOWN_BEGINS) + SHOWN_BEGINS.length(), readme.indexOf(SHOWN_ENDS));
    return block.lines().filter(line -> !line.isBlank()).map(line -> line.substring(4)).toList();
  }

  @Test
  void theReadmeNamesTheSdkAsItIsBuilt() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    String version =
        pom.substring(pom.indexOf("<version>"), pom.indexOf("</version>") + "</version>".length());

    assertThat(readme)
        .contains("<groupId>dev.salus</groupId>", "<artifactId>salus-sdk</artifactId>", version);
  }

  /** Whatever else a jar is made of is in the BOM, at the version of all. */
  @Test
  void theBomNamesEveryArtifactThatIsPublished() throws IOException {
    String bom = Files.readString(ROOT.resolve("bom/pom.xml"));
    String root = Files.readString(ROOT.resolve("pom.xml"));
    Set<String> notPublished =
        Set.of("app-tests", "bom", "benchmarks", "examples", "sdk-typescript");
    Set<String> modules = found("<module>([a-z-]+)</module>", root);
    modules.removeAll(notPublished);

    assertThat(found("<artifactId>salus-((?!bom)[a-z-]+)</artifactId>", bom)).isEqualTo(modules);
    assertThat(bom).contains(root.substring(root.indexOf("<version>"), root.indexOf("</version>")));
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(one -> one.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
