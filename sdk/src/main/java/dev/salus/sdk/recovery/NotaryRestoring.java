package dev.salus.sdk.recovery;

import dev.salus.api.NotFound;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.ShareReturn;
import dev.salus.sdk.connection.AllPages;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.NotaryShare;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.SecretShares;
import dev.salus.sdk.error.MissingShares;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.RecoveryRefused.Reason;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Restores keys from shares that notaries gave back (protocol §9.4). Nothing that the server says
 * is believed: a share counts if a card that a human confirmed signed it and the set commits to it,
 * the shares if they give the recovery key that the notaries name, and the set if a key signed it
 * that the restored ring has.
 */
final class NotaryRestoring {

  private final Vertx vertx;
  private final ServerApi server;
  private final OwnerKeys keys;
  private final KeyCopies copies;
  private final KeyTakeOver takeOver;
  private final NotarySetDirectory sets;

  NotaryRestoring(
      Vertx vertx,
      ServerApi server,
      OwnerKeys keys,
      KeyCopies copies,
      KeyTakeOver takeOver,
      NotarySetDirectory sets) {
    this.vertx = vertx;
    this.server = server;
    this.keys = keys;
    this.copies = copies;
    this.takeOver = takeOver;
    this.sets = sets;
  }

  /** What is restored from. */
  private record Asked(String requestId, NotarySet set, OwnerKey newKey, JsonObject shares) {}

  /** What came of one notary's share: exactly one of the three. */
  private sealed interface Answer {
    record Good(NotaryShare share) implements Answer {}

    record Unconfirmed(String notary) implements Answer {}

    record Refused(String notary) implements Answer {}
  }

  /** An answer, and the notary's cards by which it is that. */
  private record Answered(Answer answer, TrustedCards by) {}

  Future<Void> restore(String requestId, int needed) {
    return restore(requestId, needed, listed -> true);
  }

  /** By a set that a human has recognised, which is not to be another one by now (threat T28). */
  Future<Void> restore(String requestId, AppointedNotaries recognised) {
    return restore(requestId, recognised.needed(), listed -> isThat(recognised, listed));
  }

  private static boolean isThat(AppointedNotaries recognised, NotarySet listed) {
    return recognised.setId().equals(listed.setId())
        && recognised.owner().equals(listed.owner())
        && recognised.needed() == listed.k()
        && recognised.notaries().equals(listed.notaries())
        && recognised.recoveryId().equals(listed.recoveryId())
        && recognised.createdAt() == listed.createdAt();
  }

  private Future<Void> restore(String requestId, int needed, Predicate<NotarySet> meant) {
    return asked(requestId)
        .map(asked -> require(meant, asked))
        .compose(
            asked ->
                answers(asked, CardDirectory.MOST_TRIES)
                    .map(answers -> combine(asked.set(), answers, needed))
                    .compose(key -> restore(asked.set(), key)))
        .compose(restored -> forget(requestId));
  }

  private static Asked require(Predicate<NotarySet> meant, Asked asked) {
    if (!meant.test(asked.set())) {
      throw new RecoveryRefused(Reason.SET);
    }
    return asked;
  }

  private Future<Asked> asked(String requestId) {
    JsonObject byMe = new JsonObject().put("by", "me");
    return AllPages.of(server::notaryRequests, byMe)
        .map(
            items ->
                items.stream()
                    .filter(item -> requestId.equals(item.getValue("id")))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("there is no such request of yours")))
        .compose(this::asked);
  }

  private Future<Asked> asked(JsonObject item) {
    ShareRequest request = ShareRequest.of(item);
    OwnerKey newKey =
        keys.ring()
            .key(request.newKeyId())
            .orElseThrow(() -> new NotFound("the request was made on another machine"));
    return sets.find(keys.owner(), request.setId())
        .map(listed -> new Asked(request.id(), listed.set(), newKey, item.getJsonObject("shares")));
  }

  /** As one list of cards came, a human may have decided about what another one had said. */
  private Future<List<Answer>> answers(Asked asked, int tries) {
    List<Future<Answered>> answers = new ArrayList<>();
    for (String notary : asked.set().notaries()) {
      if (asked.shares().getValue(notary) instanceof JsonObject share) {
        answers.add(answer(asked, notary, share));
      }
    }
    return Future.all(answers).compose(all -> current(asked, all.list(), tries));
  }

  private Future<List<Answer>> current(Asked asked, List<Answered> answers, int tries) {
    if (answers.stream().map(Answered::by).allMatch(keys.cards()::isCurrent)) {
      return Future.succeededFuture(answers.stream().map(Answered::answer).toList());
    }
    answers.stream().map(Answered::answer).forEach(NotaryRestoring::wipe);
    return tries > 1
        ? answers(asked, tries - 1)
        : Future.failedFuture(CardDirectory.trustChanged());
  }

  private static void wipe(Answer answer) {
    if (answer instanceof Answer.Good good) {
      good.share().secret().wipe();
    }
  }

  private Future<Answered> answer(Asked asked, String notary, JsonObject json) {
    return keys.cards()
        .confirmed(notary)
        .compose(
            cards ->
                vertx.executeBlocking(
                    () -> new Answered(answer(asked, cards, json, notary), cards), false));
  }

  private static Answer answer(
      Asked asked, TrustedCards confirmed, JsonObject json, String notary) {
    Optional<ShareReturn> returned = parse(json);
    if (returned.isEmpty()) {
      return new Answer.Refused(notary);
    }
    Optional<KeyCard> card =
        confirmed.live().stream()
            .filter(each -> each.keyId().equals(returned.get().by()))
            .findFirst();
    if (card.isEmpty()) {
      return new Answer.Unconfirmed(notary);
    }
    try {
      if (isSigned(asked, returned.get(), card.get())) {
        return new Answer.Good(
            NotaryShare.openReturned(
                asked.set(), notary, asked.requestId(), asked.newKey(), returned.get().sealed()));
      }
    } catch (CryptoFailure failure) {
      return new Answer.Refused(notary);
    }
    return new Answer.Refused(notary);
  }

  private static Optional<ShareReturn> parse(JsonObject json) {
    FieldReader in = FieldReader.of(json);
    try {
      ShareReturn returned = ShareReturn.read(in);
      in.end();
      return Optional.of(returned);
    } catch (ProtocolViolation violation) {
      return Optional.empty();
    }
  }

  private static boolean isSigned(Asked asked, ShareReturn returned, KeyCard card) {
    ShareReturn.Request request =
        ShareReturn.Request.of(asked.set(), asked.requestId(), asked.newKey().keyId());
    byte[] message = ShareReturn.signedBytes(request, card.owner(), returned.sealed());
    return card.verifies(message, returned.signature());
  }

  private static RecoveryKey combine(NotarySet set, List<Answer> answers, int needed) {
    List<Secret> good = new ArrayList<>();
    List<String> unconfirmed = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Answer answer : answers) {
      if (answer instanceof Answer.Good each) {
        good.add(each.share().secret());
      } else if (answer instanceof Answer.Unconfirmed each) {
        unconfirmed.add(each.notary());
      } else if (answer instanceof Answer.Refused each) {
        refused.add(each.notary());
      }
    }
    if (set.k() < needed) {
      throw new RecoveryRefused(Reason.QUORUM);
    }
    if (good.size() < set.k()) {
      throw new MissingShares(set.k() - good.size(), unconfirmed, refused);
    }
    try {
      return key(set, SecretShares.combine(good));
    } catch (IllegalArgumentException notDistinct) {
      throw new RecoveryRefused(Reason.SHARES);
    } finally {
      good.forEach(Secret::wipe);
    }
  }

  private static RecoveryKey key(NotarySet set, Secret secret) {
    RecoveryKey key = RecoveryKey.of(secret);
    if (!key.id().equals(set.recoveryId())) {
      key.wipe();
      throw new RecoveryRefused(Reason.SHARES);
    }
    return key;
  }

  private Future<Void> restore(NotarySet set, RecoveryKey key) {
    return copies
        .fetch(keys.owner(), key)
        .map(
            copy -> {
              boolean own =
                  copy.key(set.signedBy())
                      .filter(signer -> NotarySetDirectory.isSignedBy(set, signer.card()))
                      .isPresent();
              if (!own) {
                copy.wipe();
                throw new RecoveryRefused(Reason.SET);
              }
              return copy;
            })
        .compose(takeOver::takeOver)
        .onComplete(done -> key.wipe());
  }

  /** The keys are there; that the request goes, too, is a courtesy to the notaries. */
  private Future<Void> forget(String requestId) {
    return server.deleteNotaryRequest(requestId).otherwiseEmpty();
  }
}
