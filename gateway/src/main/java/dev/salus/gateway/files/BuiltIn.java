package dev.salus.gateway.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Files that are built into the program, by their absolute names on the class path. */
public final class BuiltIn {

  private BuiltIn() {}

  /** The bytes of one; blocks. Throws {@code IllegalStateException} if it is not built in. */
  public static byte[] file(String name) {
    return find(name).orElseThrow(() -> new IllegalStateException(name + " is not built in"));
  }

  /** The bytes of one; empty if it is not built in. Blocks. */
  public static Optional<byte[]> find(String name) {
    try (InputStream in = BuiltIn.class.getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
