package dev.salus.app.connection;

import dev.salus.app.dialogue.CommandFailure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Servers and logins that a person has given names, in {@code profiles.json}. No secret is there.
 */
final class Profiles {

  /** The one that is used where none is named. */
  static final String USUAL = "default";

  private final Path file;

  Profiles(Map<String, String> environment) {
    this.file = SalusHome.of(environment).resolve("profiles.json");
  }

  /**
   * A server and a login.
   *
   * @param keys the folder of the key file, if it is not the usual one
   */
  record Profile(URI server, String login, Optional<Path> keys) {}

  /** Where they are. */
  Path file() {
    return file;
  }

  /** All by name. */
  Map<String, Profile> all() {
    Map<String, Profile> all = new TreeMap<>();
    JsonObject json = read();
    json.fieldNames().forEach(name -> all.put(name, profile(json, name)));
    return all;
  }

  Optional<Profile> find(String name) {
    return Optional.ofNullable(all().get(name));
  }

  void keep(String name, Profile profile) {
    JsonObject fields =
        new JsonObject().put("server", profile.server().toString()).put("login", profile.login());
    profile.keys().ifPresent(folder -> fields.put("keys", folder.toAbsolutePath().toString()));
    write(read().put(name, fields));
  }

  /** Whether there was one. */
  boolean remove(String name) {
    JsonObject json = read();
    boolean there = json.remove(name) != null;
    if (there) {
      write(json);
    }
    return there;
  }

  private Profile profile(JsonObject json, String name) {
    try {
      JsonObject fields = json.getJsonObject(name);
      return new Profile(
          URI.create(fields.getString("server")),
          Objects.requireNonNull(fields.getString("login")),
          Optional.ofNullable(fields.getString("keys")).map(Path::of));
    } catch (ClassCastException | NullPointerException | IllegalArgumentException e) {
      throw broken();
    }
  }

  private JsonObject read() {
    try {
      return new JsonObject(Files.readString(file));
    } catch (NoSuchFileException none) {
      return new JsonObject();
    } catch (IOException | DecodeException e) {
      throw broken();
    }
  }

  private void write(JsonObject json) {
    try {
      String text = json.encodePrettily() + "\n";
      OwnerOnlyFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CommandFailure("the profiles cannot be written to " + file);
    }
  }

  private CommandFailure broken() {
    return new CommandFailure("the profiles in " + file + " cannot be read: repair or delete it");
  }
}
