package dev.salus.storage.couchdb.index;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A map view in a design document of its own. The design document's id holds a hash of the map
 * function: another function is another design document, whose index CouchDB builds while the old
 * one is still there.
 *
 * @param name lower-case ASCII letters, digits and {@code -}
 * @param map the JavaScript source of the map function
 */
public record ViewDefinition(String name, String map) {

  /** The field that tells when a design document was installed. */
  static final String INSTALLED = "installed";

  private static final String ID_PREFIX = "_design/salus-";
  private static final int HASH_DIGITS = 16;

  /** The design document's id, which is free of URL syntax but for its one slash. */
  public String designId() {
    return designIdBase() + hash();
  }

  /** Whether this is the id of a design document for the same view of another definition. */
  boolean isOtherVersion(String designId) {
    return designId.startsWith(designIdBase())
        && designId.substring(designIdBase().length()).matches("[0-9a-f]{" + HASH_DIGITS + "}")
        && !designId.equals(designId());
  }

  /** Where the view is queried. */
  public String path(String database) {
    return "/" + database + "/" + designId() + "/_view/" + name;
  }

  /**
   * The design document.
   *
   * @param installed when it is installed, milliseconds since 1970: CouchDB does not look at it
   */
  Buffer designDocument(long installed) {
    return new JsonObject()
        .put("_id", designId())
        .put(INSTALLED, installed)
        .put("language", "javascript")
        .put("views", new JsonObject().put(name, new JsonObject().put("map", map)))
        .toBuffer();
  }

  private String designIdBase() {
    return ID_PREFIX + name + "-";
  }

  private String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(map.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
