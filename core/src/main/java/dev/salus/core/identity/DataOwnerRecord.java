package dev.salus.core.identity;

import dev.salus.storage.Document;
import io.vertx.core.json.JsonObject;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * A data owner (protocol §1).
 *
 * @param id UUID
 * @param rev the store's revision; null before it is stored
 * @param type {@code patient}, {@code hcp} or {@code device}
 * @param name of a professional or a device; null for none
 * @param user the user who claims to act for it, which holds while that user exists; null for none
 */
record DataOwnerRecord(
    String id, @Nullable String rev, String type, @Nullable String name, @Nullable String user) {

  static final String PATIENT = "patient";

  DataOwnerRecord withUser(@Nullable String newUser) {
    return new DataOwnerRecord(id, rev, type, name, newUser);
  }

  boolean isPatient() {
    return type.equals(PATIENT);
  }

  /** {@code {id, type, name?, rev}}. */
  JsonObject toJson() {
    JsonObject json = new JsonObject().put("id", id).put("type", type);
    if (name != null) {
      json.put("name", name);
    }
    return json.put("rev", rev);
  }

  static DataOwnerRecord of(Document document) {
    JsonObject body = document.body();
    return new DataOwnerRecord(
        document.id(),
        document.rev(),
        body.getString("type"),
        body.getString("name"),
        body.getString("user"));
  }

  Document toDocument() {
    String order = order(name == null ? "" : name);
    JsonObject body = new JsonObject().put("type", type).put("nameOrder", order);
    if (!isPatient()) {
      body.put("publicNameOrder", order);
    }
    if (name != null) {
      body.put("name", name);
    }
    if (user != null) {
      body.put("user", user);
    }
    return new Document(id, rev, body);
  }

  /**
   * What names are ordered and found by: hexadecimal UTF-8 of the name in one case and in Unicode
   * form KC, a string order that every store has.
   */
  static String order(String name) {
    return LoginName.hex(LoginName.fold(name, Normalizer.Form.NFKC));
  }
}
