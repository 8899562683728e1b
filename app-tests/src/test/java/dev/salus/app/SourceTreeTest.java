package dev.salus.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader of the file list of all modules may rely on. */
class SourceTreeTest {

  private static final Path ROOT = Path.of("..");

  /**
   * A folder with more than that hides what is in it. {@code package-info}, which says what is in
   * it, does not count.
   */
  private static final int MOST_FILES = 30;

  /** What a build makes of the sources. */
  private static final Pattern BUILT = Pattern.compile("(^|/)(target|node_modules)/");

  private static final Pattern SPINNING = Pattern.compile("\\.onSpinWait\\(");

  /**
   * Names that stand in modules which never meet on a class path that somebody works on: what each
   * module has of its own, what readers of the guides write, people and machines of benchmarks and
   * of the server tests, and a subject that has a test in the SDK and a scenario.
   */
  private static final Set<String> KNOWN_TWICE =
      Set.of(
          "ArchitectureTest.java",
          "Invitation.java",
          "Practice.java",
          "AnsweringTransport.java",
          "Machine.java",
          "Person.java",
          "Samples.java",
          "Records.java",
          "Cast.java",
          "Story.java",
          "TestOwner.java",
          "AutomaticSharingTest.java",
          "BoundKeysTest.java",
          "ReachabilityTest.java",
          "RecoveryKeyTest.java",
          "UnusedExchangesTest.java");

  @Test
  void noClassNameStandsTwice() {
    Map<String, List<String>> byName =
        everySource().stream()
            .collect(
                Collectors.groupingBy(
                    path -> path.getFileName().toString(),
                    TreeMap::new,
                    Collectors.mapping(SourceTreeTest::fromRoot, Collectors.toList())));
    byName.values().removeIf(places -> places.size() == 1);
    assertThat(byName.keySet()).isEqualTo(KNOWN_TWICE);
  }

  /** The classes of all modules and of all that is in them, examples and tests too. */
  private static List<Path> everySource() {
    return files(ROOT)
        .filter(path -> path.toString().endsWith(".java"))
        .filter(path -> !path.endsWith("package-info.java"))
        .filter(path -> !BUILT.matcher(fromRoot(path)).find())
        .toList();
  }

  @Test
  void noPackageIsTooLargeToBeTakenInAtAGlance() {
    Map<String, Long> sizes =
        Stream.of("src/main/java", "src/test/java")
            .flatMap(folder -> sources(folder).stream())
            .collect(
                Collectors.groupingBy(path -> fromRoot(path.getParent()), Collectors.counting()));
    Set<String> larger = new TreeSet<>();
    sizes.forEach(
        (folder, files) -> {
          if (files > MOST_FILES) {
            larger.add(folder);
          }
        });
    assertThat(sizes).as("folders with sources").hasSizeGreaterThan(30);
    assertThat(larger).isEmpty();
  }

  /** Else what never comes makes a build hang, in place of a test fail. */
  @Test
  void aTestThatLooksAgainAndAgainDoesSoForALimitedTime() {
    List<String> spinning =
        sources("src/test/java").stream()
            .filter(path -> SPINNING.matcher(text(path)).find())
            .map(SourceTreeTest::fromRoot)
            .toList();
    assertThat(spinning).containsExactly("protocol/src/test/java/dev/salus/testing/Await.java");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fromRoot(Path path) {
    return ROOT.relativize(path).toString().replace('\\', '/');
  }

  /** The classes in this folder of every module, without {@code package-info}. */
  private static List<Path> sources(String folder) {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve(folder))
          .filter(Files::isDirectory)
          .flatMap(SourceTreeTest::files)
          .filter(path -> path.toString().endsWith(".java"))
          .filter(path -> !path.endsWith("package-info.java"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
