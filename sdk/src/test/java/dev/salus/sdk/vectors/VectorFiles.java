package dev.salus.sdk.vectors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The files in {@code docs/test-vectors}; what is missing or empty fails. */
public final class VectorFiles {

  private static final Path DIRECTORY =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "test-vectors").normalize();

  private VectorFiles() {}

  static JsonObject read(String name) {
    return new JsonObject(text(name));
  }

  static String text(String name) {
    try {
      return Files.readString(DIRECTORY.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(String name, String text) {
    try {
      Files.createDirectories(DIRECTORY);
      Files.writeString(DIRECTORY.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all files with vectors. */
  static List<String> names() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The objects in an array of a file, of which there is at least one. */
  public static Stream<JsonObject> cases(String name, String array) {
    return objects(read(name), array);
  }

  static Stream<JsonObject> objects(JsonObject from, String array) {
    JsonArray cases = from.getJsonArray(array);
    if (cases == null || cases.isEmpty()) {
      throw new IllegalStateException("no " + array);
    }
    return cases.stream().map(JsonObject.class::cast);
  }

  static byte[] bytes(JsonObject from, String hexField) {
    return HexFormat.of().parseHex(from.getString(hexField));
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
