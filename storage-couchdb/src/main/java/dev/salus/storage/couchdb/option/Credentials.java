package dev.salus.storage.couchdb.option;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A CouchDB user and password.
 *
 * @param user the user, without a colon
 * @param password the password; never logged
 */
public record Credentials(String user, String password) {

  /** The value of an {@code Authorization} header (RFC 7617). */
  public String basicAuthorization() {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
