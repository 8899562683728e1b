package dev.salus.sdk;

import dev.salus.api.Invalid;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.error.KeysExist;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.recovery.KeyCopies;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;

/** The key ring of a data owner of whom the key store has none, as the application decides. */
final class FirstKeys {

  private final Vertx vertx;
  private final SalusOptions options;
  private final String dataOwner;

  FirstKeys(Vertx vertx, SalusOptions options, String dataOwner) {
    this.vertx = vertx;
    this.options = options;
    this.dataOwner = dataOwner;
  }

  /**
   * What was decided.
   *
   * @param ring not saved yet, and its card not published
   * @param choice by which it came to be
   */
  record Decided(KeyRing ring, FirstUse.Choice choice) {}

  /** What the application decides; fails if that cannot be. */
  Future<Decided> decided(FirstUse firstUse) {
    return new ServerApi(options.transport())
        .cards(dataOwner, new JsonObject())
        .map(this::situation)
        .compose(
            situation ->
                Future.succeededFuture(situation)
                    .compose(asked -> Objects.requireNonNull(firstUse.choose(asked)))
                    .compose(choice -> decided(choice, situation)));
  }

  private Future<Decided> decided(FirstUse.Choice choice, FirstUse.Situation situation) {
    return ring(choice, situation).map(ring -> new Decided(ring, choice));
  }

  private Future<KeyRing> ring(FirstUse.Choice choice, FirstUse.Situation situation) {
    if (choice instanceof FirstUse.Choice.Restore restore) {
      return new KeyCopies(vertx, new ServerApi(options.transport()), options.random())
          .fetch(dataOwner, restore.key());
    }
    boolean first = choice instanceof FirstUse.Choice.MakeKeys;
    if (first && situation.hasCards()) {
      return Future.failedFuture(new KeysExist(dataOwner));
    }
    if (!first && !situation.hasCards()) {
      return Future.failedFuture(
          new Invalid("firstUse", "there is no other device of this data owner: make keys"));
    }
    return Future.succeededFuture(made());
  }

  private KeyRing made() {
    return KeyRing.generate(dataOwner, options.clock(), options.random());
  }

  private FirstUse.Situation situation(JsonObject answer) {
    return new FirstUse.Situation(
        dataOwner,
        ServerAnswers.items(answer).stream().flatMap(card -> card(card).stream()).toList());
  }

  private Optional<FirstUse.ListedCard> card(JsonObject json) {
    try {
      KeyCard card = KeyCard.parse(json);
      return card.owner().equals(dataOwner) && card.selfSignatureHolds()
          ? Optional.of(listed(card))
          : Optional.empty();
    } catch (ProtocolViolation violation) {
      return Optional.empty();
    }
  }

  private static FirstUse.ListedCard listed(KeyCard card) {
    return new FirstUse.ListedCard(
        card.keyId(),
        Fingerprint.of(card.owner(), card.keyId()),
        card.createdAt(),
        card.retired() != null);
  }
}
