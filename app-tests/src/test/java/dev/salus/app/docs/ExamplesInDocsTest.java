package dev.salus.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the guides show is the code of the projects in {@code examples}, which the build runs. */
final class ExamplesInDocsTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ARTIFACT =
      Pattern.compile("<artifactId>(salus-[a-z-]+)</artifactId>");

  @ParameterizedTest
  @CsvSource({"embedding, Clinic.java", "sdk, Practice.java", "testing, ReferralDeskTest.java"})
  void thePageShowsTheWholeExampleAndNothingElse(String name, String whole) throws IOException {
    String page = Files.readString(ROOT.resolve("docs").resolve(name + ".md"));
    List<Path> files = sources(name);
    List<String> sources = files.stream().map(ExamplesInDocsTest::squeezed).toList();
    List<String> shown =
        JAVA.matcher(page).results().map(block -> squeezed(block.group(1))).toList();

    Path complete = files.stream().filter(file -> file.endsWith(whole)).findFirst().orElseThrow();
    assertThat(shown).contains(squeezed(complete));
    assertThat(shown)
        .allSatisfy(
            block -> assertThat(sources).anySatisfy(text -> assertThat(text).contains(block)));
  }

  @ParameterizedTest
  @CsvSource({"embedding", "sdk", "testing"})
  void thePageNamesTheArtifactsThatTheExampleHas(String name) throws IOException {
    String page = Files.readString(ROOT.resolve("docs").resolve(name + ".md"));
    String pom = Files.readString(ROOT.resolve("examples").resolve(name).resolve("pom.xml"));

    assertThat(ARTIFACT.matcher(page).results().map(one -> one.group(1)))
        .isNotEmpty()
        .allSatisfy(artifact -> assertThat(pom).contains("<artifactId>" + artifact + "<"));
  }

  private static List<Path> sources(String name) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("examples").resolve(name).resolve("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String squeezed(Path file) {
    try {
      return squeezed(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
