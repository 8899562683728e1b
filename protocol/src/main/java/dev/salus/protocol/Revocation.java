package dev.salus.protocol;

import io.vertx.core.json.JsonObject;

/**
 * That every delegation to a data owner from before a key generation is void (protocol §8).
 *
 * @param delegate the data owner
 * @param generation the key generation that it was locked out of
 */
public record Revocation(String delegate, long generation) {

  byte[] bytes() {
    return Pae.encode(delegate, generation);
  }

  static Revocation read(FieldReader in) {
    return new Revocation(in.uuid("delegate"), in.integer("generation"));
  }

  JsonObject toJson() {
    return new JsonObject().put("delegate", delegate).put("generation", generation);
  }
}
