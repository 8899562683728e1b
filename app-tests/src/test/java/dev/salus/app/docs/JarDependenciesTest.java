package dev.salus.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What others wrote and goes into {@code salus.jar} is what {@code app/dependencies.txt} says: no
 * artifact and no version gets in unseen. After a wanted change copy what the build found, {@code
 * app/target/dependencies.txt}, and look at the difference.
 */
final class JarDependenciesTest {

  private static final Path KNOWN = Path.of("..", "app", "dependencies.txt");
  private static final Path FOUND = Path.of("..", "app", "target", "dependencies.txt");

  /** {@code group:artifact:jar[:classifier]:version:scope}, with what else is said about it. */
  private static final Pattern ARTIFACT =
      Pattern.compile(
          "\\s*([\\w.-]+:[\\w.-]+:jar(?::[\\w.-]+)?:[\\w.-]+):(?:compile|runtime)\\b.*");

  @Test
  void everyDependencyIsOneThatWasLookedAt() throws IOException {
    List<String> found =
        Files.readAllLines(FOUND).stream()
            .map(ARTIFACT::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .filter(artifact -> !artifact.startsWith("dev.salus:"))
            .sorted()
            .toList();
    List<String> known =
        Files.readAllLines(KNOWN).stream().filter(line -> !line.startsWith("#")).toList();

    assertThat(found).hasSizeGreaterThan(10).isEqualTo(known);
  }
}
