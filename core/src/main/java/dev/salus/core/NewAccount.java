package dev.salus.core;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A user that is to be made, together with the data owner that it acts for.
 *
 * @param login what it logs in with
 * @param password 8 characters at least; never kept as it is
 * @param type {@code hcp}, {@code patient} or {@code device}
 * @param name of a professional or a device, which everybody may see; null for none, and for
 *     patients
 */
public record NewAccount(String login, String password, String type, @Nullable String name) {

  /** A healthcare professional, or a practice. */
  public static NewAccount hcp(String login, String password, String name) {
    return new NewAccount(login, password, "hcp", name);
  }

  /**
   * A patient without a record so far. For somebody whose record exists there are invitations
   * ({@code docs/sdk.md}), which make the user the owner of that record.
   */
  public static NewAccount patient(String login, String password) {
    return new NewAccount(login, password, "patient", null);
  }

  /** A device that measures or keeps something. */
  public static NewAccount device(String login, String password, String name) {
    return new NewAccount(login, password, "device", name);
  }

  JsonObject owner() {
    JsonObject owner = new JsonObject().put("type", type);
    return name == null ? owner : owner.put("name", name);
  }

  JsonObject user(String dataOwner) {
    return new JsonObject()
        .put("login", login)
        .put("password", password)
        .put("dataOwner", dataOwner);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "NewAccount[" + login + ", " + type + "]";
  }
}
