package dev.salus.sdk.sealing;

import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.ContentBox;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.sharing.AutomaticSharingBook;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.OwnerKeys;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * What the entities of one data owner are read, sealed and shared with.
 *
 * @param keys the data owner's keys
 * @param exchanges the exchange keys between the data owner and others
 * @param reader verifies and opens
 * @param sealer seals and signs
 * @param rekeyer seals under a new key
 * @param recipients with whom new entities are shared
 * @param encryptedFields what stays encrypted
 */
public record EntityTools(
    OwnerKeys keys,
    ExchangeBook exchanges,
    EntityReader reader,
    EntitySealer sealer,
    EntityRekeyer rekeyer,
    AutomaticRecipients recipients,
    EncryptedFields encryptedFields) {

  /**
   * The tools of these keys' owner.
   *
   * @param automaticSharing with whom new entities are shared
   * @param encryptedFields what stays encrypted
   * @param clock for all dates
   * @param random for all keys, nonces and ids
   */
  public static EntityTools of(
      Vertx vertx,
      ServerApi server,
      OwnerKeys keys,
      ExchangeBook exchanges,
      AutomaticSharingBook automaticSharing,
      EncryptedFields encryptedFields,
      Clock clock,
      SecureRandom random) {
    AeadBox box = new AeadBox(random);
    Wraps wraps = new Wraps(box);
    ContentBox contents = new ContentBox(box);
    EntitySealer sealer =
        new EntitySealer(keys.ring(), keys.cards().signatures(), wraps, contents, clock, random);
    EntityReader reader =
        new EntityReader(
            vertx,
            server,
            new EntityVerifier(vertx, keys.cards()),
            new EntityOpener(vertx, keys.owner(), exchanges, wraps, contents),
            keys.ring());
    return new EntityTools(
        keys,
        exchanges,
        reader,
        sealer,
        new EntityRekeyer(keys.ring(), sealer, wraps, random),
        new AutomaticRecipients(keys.owner(), automaticSharing, exchanges),
        encryptedFields);
  }
}
