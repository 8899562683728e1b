package dev.salus.core.crypto;

import dev.salus.core.crypto.recovery.RecoveryCollections;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the crypto verticle keeps.
 *
 * <ul>
 *   <li>{@code key-cards}: {@code {cards: [card], publishers: {keyId: user}}} under the owner's id,
 *       in the order in which they were published. One document for all cards of an owner, so that
 *       whether a card is retired and what it endorses is decided at one revision.
 *   <li>{@code key-claims}: {@code {owner}} under a keyId, so that a keyId has one owner.
 *   <li>{@code exchanges}: {@code {record, parties}} under the record's id.
 *   <li>what {@link RecoveryCollections} says.
 *   <li>{@code notary-sets}: {@code {set, shares, parties}} under the set's id.
 *   <li>{@code notary-requests}: a {@link NotaryRequest} under its id.
 *   <li>{@code quotas}: {@code {quotas: {name: limit}}}, what an administrator raised, under the
 *       owner's id.
 *   <li>{@code usage}: what there is of a kind and an owner ({@link dev.salus.core.quota.Usage}).
 * </ul>
 */
final class CryptoCollections {

  static final String CARDS = "key-cards";
  static final String KEY_CLAIMS = "key-claims";
  static final String EXCHANGES = "exchanges";

  static final String NOTARY_SETS = "notary-sets";
  static final String NOTARY_REQUESTS = "notary-requests";
  static final String QUOTAS = "quotas";
  static final String USAGE = "usage";

  /** Notary sets, or requests, of an owner, by date. */
  static final String BY_OWNER = "by-owner";

  /** Notary sets of an owner that a notary serves, by date. */
  static final String BY_OWNER_AND_NOTARY = "by-owner-and-notary";

  /** Requests that a notary is asked by, by date. */
  static final String BY_NOTARY = "by-notary";

  /** Requests to the notaries of a set, by date. */
  static final String BY_SET = "by-set";

  /** Exchange records of a pair, by date. */
  static final String BY_PAIR = "by-pair";

  /** Exchange records that a data owner made, by date. */
  static final String BY_DELEGATOR = "by-delegator";

  /** Exchange records that were made for a data owner, by date. */
  static final String BY_DELEGATE = "by-delegate";

  /** Exchange records, or notary sets, that a data owner is a party to, by date. */
  static final String BY_PARTY = "by-party";

  private static final List<CollectionSpec> OWN =
      List.of(
          CollectionSpec.of(CARDS),
          CollectionSpec.of(KEY_CLAIMS),
          CollectionSpec.of(
              EXCHANGES,
              IndexSpec.of(BY_PAIR, record("delegator"), record("delegate"), record("createdAt")),
              IndexSpec.of(BY_DELEGATOR, record("delegator"), record("createdAt")),
              IndexSpec.of(BY_DELEGATE, record("delegate"), record("createdAt")),
              IndexSpec.of(BY_PARTY, KeyPart.each("parties"), record("createdAt"))),
          CollectionSpec.of(
              NOTARY_SETS,
              IndexSpec.of(BY_OWNER, set("owner"), set("createdAt")),
              IndexSpec.of(
                  BY_OWNER_AND_NOTARY,
                  set("owner"),
                  KeyPart.each("set.notaries"),
                  set("createdAt")),
              IndexSpec.of(BY_PARTY, KeyPart.each("parties"), set("createdAt"))),
          CollectionSpec.of(
              NOTARY_REQUESTS,
              IndexSpec.of(BY_OWNER, KeyPart.of("owner"), KeyPart.of("createdAt")),
              IndexSpec.of(BY_NOTARY, KeyPart.each("notaries"), KeyPart.of("createdAt")),
              IndexSpec.of(BY_SET, KeyPart.of("setId"), KeyPart.of("createdAt"))),
          CollectionSpec.of(QUOTAS),
          CollectionSpec.of(USAGE));

  static final List<CollectionSpec> ALL =
      Stream.concat(OWN.stream(), RecoveryCollections.ALL.stream()).toList();

  private CryptoCollections() {}

  private static KeyPart set(String field) {
    return KeyPart.of("set." + field);
  }

  private static KeyPart record(String field) {
    return KeyPart.of("record." + field);
  }
}
