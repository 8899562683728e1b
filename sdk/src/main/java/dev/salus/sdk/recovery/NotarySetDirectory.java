package dev.salus.sdk.recovery;

import dev.salus.api.NotFound;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.connection.AllPages;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Notary sets as the server lists them, told apart by whether their owner signed them. */
final class NotarySetDirectory {

  private final ServerApi server;
  private final CardDirectory cards;

  NotarySetDirectory(ServerApi server, CardDirectory cards) {
    this.server = server;
    this.cards = cards;
  }

  /**
   * A set.
   *
   * @param trusted whether a trusted card of its owner signed it
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
    return cards
        .cardsWith(set.owner(), set.signedBy())
        .map(owners -> new Listed(set, isSigned(set, owners)));
  }

  private static boolean isSigned(NotarySet set, TrustedCards cards) {
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
