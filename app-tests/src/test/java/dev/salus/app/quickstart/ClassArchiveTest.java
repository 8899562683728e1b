package dev.salus.app.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an archive is written over, by whom it can be read, and what its JVMs are told. */
class ClassArchiveTest {

  private static final String MADE = "made";

  @TempDir private Path directory;
  private Path jar;
  private Path java;

  /** A program in place of a JVM: it writes the file that it is given, for its owner only. */
  @BeforeEach
  void prepare() throws Exception {
    jar = Files.writeString(directory.resolve("salus.jar"), "the jar");
    java =
        Files.write(
            directory.resolve("java"),
            List.of(
                "#!/bin/sh",
                "touch '" + directory.resolve("started") + "'",
                "for each in \"$@\"; do case $each in -XX:SharedArchiveFile=*)",
                "file=${each#*=}; printf " + MADE + " > \"$file\"; chmod 400 \"$file\";;",
                "esac; done"));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
  }

  private void write(Path archive) throws Exception {
    new ClassArchive(jar, java).writeTo(archive);
  }

  private Path fileThatBeginsWith(int number) throws Exception {
    byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(number).array();
    return Files.write(directory.resolve("salus.jsa"), bytes);
  }

  @Test
  void everybodyMayReadIt() throws Exception {
    Path archive = directory.resolve("salus.jsa");

    write(archive);

    assertThat(archive).hasContent(MADE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void anArchiveIsReplaced() throws Exception {
    Path archive = fileThatBeginsWith(0xF00BABA2);

    write(archive);

    assertThat(archive).hasContent(MADE);
  }

  @Test
  void whatIsNoArchiveStays() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), jar);
    for (Path other : List.of(jar, link, directory, fileThatBeginsWith(0xF00D))) {
      assertThatThrownBy(() -> write(other))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(other + " is there and is no archive of classes")
          .hasMessageContaining("--archive");
    }
    assertThat(jar).hasContent("the jar");
    assertThat(directory.resolve("started")).doesNotExist();
  }

  @Test
  void nothingThatIsSetForJvmsOrForSalusReachesIt() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "PATH", "/bin",
                "SALUS_PORT", "1",
                "JAVA_TOOL_OPTIONS", "-Xmx8m",
                "JDK_JAVA_OPTIONS", "-Xmx8m",
                "_JAVA_OPTIONS", "-Xmx8m"));

    ClassArchive.removeSettings(environment);

    assertThat(environment).containsOnlyKeys("PATH");
  }
}
