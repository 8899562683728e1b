package dev.salus.core.crypto;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import java.util.List;

/**
 * What the crypto verticle keeps.
 *
 * <ul>
 *   <li>{@code key-cards}: {@code {cards: [card]}} under the owner's id, in the order in which they
 *       were published. One document for all cards of an owner, so that whether a card is retired
 *       and what it endorses is decided at one revision.
 *   <li>{@code key-claims}: {@code {owner}} under a keyId, so that a keyId has one owner.
 *   <li>{@code exchanges}: {@code {record, parties}} under the record's id.
 * </ul>
 */
final class CryptoCollections {

  static final String CARDS = "key-cards";
  static final String KEY_CLAIMS = "key-claims";
  static final String EXCHANGES = "exchanges";

  /** Exchange records of a pair, by date. */
  static final String BY_PAIR = "by-pair";

  /** Exchange records that a data owner made, by date. */
  static final String BY_DELEGATOR = "by-delegator";

  /** Exchange records that were made for a data owner, by date. */
  static final String BY_DELEGATE = "by-delegate";

  /** Exchange records that a data owner is a party to, by date. */
  static final String BY_PARTY = "by-party";

  static final List<CollectionSpec> ALL =
      List.of(
          CollectionSpec.of(CARDS),
          CollectionSpec.of(KEY_CLAIMS),
          CollectionSpec.of(
              EXCHANGES,
              IndexSpec.of(BY_PAIR, record("delegator"), record("delegate"), record("createdAt")),
              IndexSpec.of(BY_DELEGATOR, record("delegator"), record("createdAt")),
              IndexSpec.of(BY_DELEGATE, record("delegate"), record("createdAt")),
              IndexSpec.of(BY_PARTY, KeyPart.each("parties"), record("createdAt"))));

  private CryptoCollections() {}

  private static KeyPart record(String field) {
    return KeyPart.of("record." + field);
  }
}
