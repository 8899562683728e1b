package dev.salus.sdk.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.sdk.error.KeyFileRefused;
import dev.salus.sdk.error.KeyFileRefused.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that nobody but their owner reads or writes. */
final class OwnerOnlyFilesTest {

  private static final String NAME = "a.keys";

  @TempDir private Path home;
  private Path directory;
  private OwnerOnlyFiles files;

  @BeforeEach
  void open() throws IOException {
    directory = home.resolve("keys");
    files = new OwnerOnlyFiles(directory);
    files.makeDirectory();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Optional<String> read() throws IOException {
    return files.read(NAME).map(found -> new String(found, StandardCharsets.UTF_8));
  }

  private static void refused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KeyFileRefused.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void whatWasWrittenIsReadAndNothingIsLeftBeside() throws IOException {
    assertThat(read()).isEmpty();

    files.replace(NAME, bytes("one"));
    files.replace(NAME, bytes("other"));

    assertThat(read()).contains("other");
    assertThat(directory).isDirectoryNotContaining(path -> !path.endsWith(NAME));
    files.delete(NAME);
    files.delete(NAME);
    assertThat(read()).isEmpty();
  }

  @Test
  void whyTheFileSystemRefusesIsSaidWithoutTheNameOfAClass() {
    assertThat(files.refused(NAME, new IOException("No space left on device")))
        .hasMessageEndingWith("the file system refused: there is no room left on the disk");
    assertThat(files.refused(NAME, new FileSystemException("file", null, "Read-only file system")))
        .hasMessageEndingWith("the file system refused: Read-only file system");
  }

  @Test
  void whatIsAddedStandsAtTheEndAndIsItsOwnersAlone() throws IOException {
    files.append(NAME, bytes("one"));
    files.append(NAME, bytes(", two"));

    assertThat(read()).contains("one, two");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(NAME))))
        .isEqualTo("rw-------");
  }

  @Test
  void aDirectoryThatOthersWriteIsWrittenToInNoWay() throws IOException {
    files.replace(NAME, bytes("one"));
    for (String open : new String[] {"rwx-w----", "rwx----w-"}) {
      permit(directory, open);

      refused(Reason.PERMISSIONS, () -> files.replace(NAME, bytes("two")));
      refused(Reason.PERMISSIONS, () -> files.append(NAME, bytes("two")));
      refused(Reason.PERMISSIONS, () -> files.read(NAME));
    }
    permit(directory, "rwxr-xr-x");
    assertThat(read()).contains("one");
  }

  @Test
  void anAppendedFileIsNoLink() throws IOException {
    Path victim = Files.writeString(home.resolve("victim"), "untouched");
    Files.createSymbolicLink(directory.resolve(NAME), victim);

    assertThatThrownBy(() -> files.append(NAME, bytes("two"))).isInstanceOf(IOException.class);

    assertThat(victim).hasContent("untouched");
  }

  @Test
  void whatIsTooLargeIsNeitherWrittenNorRead() throws IOException {
    refused(Reason.TOO_LARGE, () -> files.replace(NAME, new byte[OwnerOnlyFiles.MOST_BYTES + 1]));
    assertThat(read()).isEmpty();

    files.replace(NAME, bytes("one"));
    resize(OwnerOnlyFiles.MOST_BYTES);
    assertThat(files.read(NAME).orElseThrow()).hasSize(OwnerOnlyFiles.MOST_BYTES);
    resize(OwnerOnlyFiles.MOST_BYTES + 1L);
    refused(Reason.MALFORMED, () -> files.read(NAME));
  }

  private void resize(long length) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve(NAME).toFile(), "rw")) {
      file.setLength(length);
    }
  }

  @Test
  void whatCannotBeReplacedLeavesNothingBeside() throws IOException {
    Files.createDirectories(directory.resolve(NAME).resolve("in the way"));

    assertThatThrownBy(() -> files.replace(NAME, bytes("one"))).isInstanceOf(IOException.class);

    assertThat(directory.resolve(NAME + ".new")).doesNotExist();
  }

  @Test
  void aLockFileIsMadeWithItsDirectory() throws IOException {
    OwnerOnlyFiles fresh = new OwnerOnlyFiles(home.resolve("deep").resolve("down"));

    try (FileChannel channel = fresh.lockFile("a.lock")) {
      assertThat(channel.size()).isZero();
    }

    assertThat(home.resolve("deep").resolve("down").resolve("a.lock")).isEmptyFile();
  }

  @Test
  void whereAFileIsInTheWayNoDirectoryIsMade() throws IOException {
    Path taken = Files.writeString(home.resolve("taken"), "a file");

    assertThatThrownBy(() -> new OwnerOnlyFiles(taken).makeDirectory())
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void aLockIsHeldByOneUntilItIsGivenUp() throws IOException {
    KeyFileLock one = new KeyFileLock(files, "a.lock");
    KeyFileLock other = new KeyFileLock(files, "a.lock");
    assertThat(one.isHeld()).isFalse();
    assertThat(one.acquire()).isTrue();
    assertThat(one.acquire()).as("again").isTrue();
    assertThat(one.isHeld()).isTrue();
    assertThat(other.acquire()).isFalse();
    assertThat(other.isHeld()).isFalse();

    one.release();
    assertThat(one.isHeld()).isFalse();
    assertThat(other.acquire()).isTrue();
    other.close();
    other.close();

    assertThat(other.isHeld()).isFalse();
    assertThat(one.acquire()).isTrue();
    one.close();
  }
}
