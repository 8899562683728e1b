package dev.salus.app.config;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with a secret, for its owner's eyes only. One that its group may read and nobody may write
 * (0440, as secrets are mounted into containers) is taken with a warning. On file systems without
 * POSIX permissions their own access rules have to do.
 */
public final class SecretFile {

  private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);
  private static final long MAX_BYTES = 64 * 1024;

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /** Of a key that a group of its own may read, such as that of the service. */
  private static final Set<PosixFilePermission> OF_ANYBODY =
      EnumSet.of(
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private static final String OPEN =
      "others than its owner may read or write it; run 'chmod 600' on it, mount it with mode"
          + " 0440 at most, and make a new secret if somebody may have read it";

  private static final Set<PosixFilePermission> MOUNTED =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.GROUP_READ);

  private SecretFile() {}

  /**
   * A password in a file, which is its first line.
   *
   * @param flag what named the file, for the message
   * @throws WrongSettingException naming the flag and the file, if it cannot be used
   */
  public static String password(String flag, Path file) {
    try {
      String password = content(file, StandardCharsets.UTF_8).lines().findFirst().orElse("");
      if (password.isEmpty()) {
        throw new WrongSettingException("it is empty");
      }
      return password;
    } catch (WrongSettingException unusable) {
      throw new WrongSettingException(
          flag + ": the file '" + file + "' cannot be used: " + unusable.getMessage());
    } catch (IOException e) {
      throw new WrongSettingException(
          flag + ": the file '" + file + "' cannot be used: it cannot be read");
    }
  }

  /**
   * All that a file holds.
   *
   * @throws WrongSettingException if it is no file, too large, or open to others; says what to do
   */
  public static String content(Path file, Charset charset) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
      throw new WrongSettingException("it is no file, or too large");
    }
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      check(file, Files.getPosixFilePermissions(file));
    }
    return Files.readString(file, charset);
  }

  /**
   * Warns of a file that is taken all the same if anybody may read it, or somebody else write it.
   * One that is not there is for others to tell.
   *
   * @param flag what named it
   */
  public static void warnIfOpen(String flag, Path file) {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && !Collections.disjoint(Files.getPosixFilePermissions(file), OF_ANYBODY)) {
        LOG.warn("{}: of the file '{}': {}", flag, file, OPEN);
      }
    } catch (IOException notThere) {
      LOG.debug("{} cannot be looked at", file);
    }
  }

  private static void check(Path file, Set<PosixFilePermission> permissions) {
    Set<PosixFilePermission> ofOthers = EnumSet.noneOf(PosixFilePermission.class);
    ofOthers.addAll(permissions);
    ofOthers.retainAll(OF_OTHERS);
    if (ofOthers.isEmpty()) {
      return;
    }
    if (!MOUNTED.equals(permissions)) {
      throw new WrongSettingException(OPEN);
    }
    LOG.warn(
        "the group of {} may read that secret; right for a mounted volume, else run 'chmod 400'",
        file);
  }
}
