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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader of the file list of all modules may rely on. */
class SourceTreeTest {

  private static final Path ROOT = Path.of("..");

  /** A folder with more than that hides what is in it. */
  private static final int MOST_FILES = 30;

  @Test
  void noClassNameStandsTwice() {
    Map<String, List<String>> byName =
        sources("src/main/java").stream()
            .collect(
                Collectors.groupingBy(
                    path -> path.getFileName().toString(),
                    TreeMap::new,
                    Collectors.mapping(SourceTreeTest::fromRoot, Collectors.toList())));
    byName.values().removeIf(places -> places.size() == 1);
    assertThat(byName).isEmpty();
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
