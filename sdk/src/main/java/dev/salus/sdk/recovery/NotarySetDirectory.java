package dev.salus.sdk.recovery;

import dev.salus.api.NotFound;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.connection.AllPages;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KnownSets.OwnSet;
import dev.salus.sdk.keys.ServedSet;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Notary sets as the server lists them, told apart by whether they are what they say: an own one is
 * if an own card signed it, another's if it is the one that was accepted. No policy is asked.
 */
final class NotarySetDirectory {

  private final ServerApi server;
  private final KeyRing keyRing;
  private final CardDirectory cards;

  NotarySetDirectory(ServerApi server, OwnerKeys keys) {
    this.server = server;
    this.keyRing = keys.ring();
    this.cards = keys.cards();
  }

  /**
   * A set.
   *
   * @param trusted whether an own card signed it, or it is as it was accepted
   */
  record Listed(NotarySet set, boolean trusted) {}

  /** Those that the caller owns or serves. */
  Future<List<Listed>> all() {
    return listed(new JsonObject());
  }

  /** Those of a data owner; of another one those that the caller serves. */
  Future<List<Listed>> of(String owner) {
    return listed(new JsonObject().put("owner", owner))
        .map(sets -> sets.stream().filter(each -> each.set().owner().equals(owner)).toList());
  }

  /** One of a data owner's; fails with {@link NotFound}. */
  Future<Listed> find(String owner, String setId) {
    return of(owner)
        .map(
            sets ->
                sets.stream()
                    .filter(each -> each.set().setId().equals(setId))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("there is no such notary set")));
  }

  private Future<List<Listed>> listed(JsonObject query) {
    return AllPages.of(server::notarySets, query)
        .map(items -> items.stream().flatMap(item -> parse(item).stream()).toList())
        .compose(sets -> Future.all(sets.stream().map(this::check).toList()))
        .map(checked -> checked.<Listed>list());
  }

  private static Optional<NotarySet> parse(JsonObject item) {
    try {
      return Optional.of(NotarySet.parse(item));
    } catch (ProtocolViolation violation) {
      return Optional.empty();
    }
  }

  private Future<Listed> check(NotarySet set) {
    return set.owner().equals(keyRing.owner())
        ? cards
            .confirmed(set.owner())
            .map(own -> new Listed(set, isSigned(set, own) && isNoOther(set)))
        : Future.succeededFuture(new Listed(set, isServed(set)));
  }

  /** Whether it is no other text of the set that this ring signed last. */
  private boolean isNoOther(NotarySet set) {
    return keyRing
        .notarySets()
        .newest()
        .filter(known -> known.setId().equals(set.setId()))
        .filter(known -> !known.equals(own(set)))
        .isEmpty();
  }

  /** What there is to remember of a set that is signed. */
  static OwnSet own(NotarySet set) {
    return new OwnSet(
        set.setId(), set.createdAt(), Base64Url.encode(Digests.sha256(set.signedBytes())));
  }

  private boolean isServed(NotarySet set) {
    return keyRing.notarySets().served(set.setId()).filter(served(set)::equals).isPresent();
  }

  /** What there is to remember of a set that is accepted. */
  static ServedSet served(NotarySet set) {
    String hash = Base64Url.encode(Digests.sha256(set.signedBytes()));
    return new ServedSet(set.owner(), set.signedBy(), hash);
  }

  /** Whether one of these cards signed the set while it might. */
  static boolean isSigned(NotarySet set, TrustedCards cards) {
    return cards.card(set.signedBy()).filter(card -> isSignedBy(set, card)).isPresent();
  }

  /** Whether this card of the owner signed the set while it might. */
  static boolean isSignedBy(NotarySet set, KeyCard card) {
    return card.owner().equals(set.owner())
        && card.keyId().equals(set.signedBy())
        && card.mayHaveSignedAt(set.createdAt())
        && card.verifies(set.signedBytes(), set.signature());
  }
}
