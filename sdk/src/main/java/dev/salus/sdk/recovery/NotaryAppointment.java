package dev.salus.sdk.recovery;

import dev.salus.api.NotFound;
import dev.salus.api.Unavailable;
import dev.salus.protocol.Ids;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.NotarySet;
import dev.salus.sdk.crypto.NotaryShare;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.SecretShares;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Appoints notaries: a new recovery key, in shares, in place of those before (protocol §9.4). */
final class NotaryAppointment {

  /** The most cards of one notary that the server takes a share for. */
  private static final int MOST_CARDS = 16;

  private final Vertx vertx;
  private final ServerApi server;
  private final Clock clock;
  private final SecureRandom random;
  private final OwnerKeys keys;
  private final KeyCopies copies;
  private final NotarySetDirectory sets;

  NotaryAppointment(
      Vertx vertx,
      ServerApi server,
      Clock clock,
      SecureRandom random,
      OwnerKeys keys,
      KeyCopies copies,
      NotarySetDirectory sets) {
    this.vertx = vertx;
    this.server = server;
    this.clock = clock;
    this.random = random;
    this.keys = keys;
    this.copies = copies;
    this.sets = sets;
  }

  /** A set that is made, with what the server is sent. */
  private record MadeSet(NotarySet set, JsonObject body) {}

  /**
   * @param notaries sorted, without the owner
   */
  Future<NotarySet> appoint(int k, List<String> notaries) {
    String owner = keys.owner();
    RecoveryKey key = RecoveryKey.generate(random);
    return Future.all(notaries.stream().map(keys.cards()::requireConfirmed).toList())
        .map(all -> all.<TrustedCards>list())
        .compose(cards -> sets.of(owner).compose(before -> appoint(k, cards, key, before)))
        .onComplete(done -> key.wipe());
  }

  private Future<NotarySet> appoint(
      int k, List<TrustedCards> notaries, RecoveryKey key, List<NotarySetDirectory.Listed> before) {
    return vertx
        .executeBlocking(() -> make(k, notaries, key), false)
        .compose(made -> keys.save().map(made))
        .compose(
            made -> copies.keep(keys.ring(), key, null).compose(kept -> create(made, notaries)))
        .compose(set -> deleteAll(before).map(set));
  }

  private MadeSet make(int k, List<TrustedCards> notaries, RecoveryKey key) {
    String setId = Ids.random(random);
    List<Secret> split = SecretShares.split(key.secret(), k, notaries.size(), random);
    Map<String, String> commitments = new LinkedHashMap<>();
    JsonObject shares = new JsonObject();
    for (int i = 0; i < split.size(); i++) {
      TrustedCards notary = notaries.get(i);
      try (NotaryShare share = NotaryShare.of(split.get(i))) {
        commitments.put(notary.owner(), share.commitment(setId, notary.owner()));
        shares.put(notary.owner(), sealed(share, notary, setId));
      }
    }
    List<String> ids = notaries.stream().map(TrustedCards::owner).toList();
    NotarySet set = signed(setId, k, ids, key.id(), commitments);
    // sealed to the cards of before a decision, it is neither signed for nor sent
    requireCurrent(notaries);
    keys.ring().notarySets().sign(NotarySetDirectory.own(set));
    return new MadeSet(set, new JsonObject().put("set", set.toJson()).put("shares", shares));
  }

  private JsonObject sealed(NotaryShare share, TrustedCards notary, String setId) {
    JsonObject sealed = new JsonObject();
    newest(notary)
        .forEach(card -> sealed.put(card.keyId(), share.sealTo(card, setId, keys.owner(), random)));
    return sealed;
  }

  private NotarySet signed(
      String setId,
      int k,
      List<String> notaries,
      String recoveryId,
      Map<String, String> commitments) {
    long now = clock.millis();
    OwnerKey signer = keys.ring().signer(now);
    NotarySet unsigned =
        new NotarySet(
            setId, keys.owner(), k, notaries, recoveryId, now, commitments, signer.keyId(), "");
    return unsigned.withSignature(signer.sign(unsigned.signedBytes()));
  }

  private static List<KeyCard> newest(TrustedCards cards) {
    return cards.live().stream()
        .sorted(Comparator.comparingLong(KeyCard::createdAt).reversed())
        .limit(MOST_CARDS)
        .toList();
  }

  private void requireCurrent(List<TrustedCards> notaries) {
    notaries.forEach(keys.cards()::requireCurrent);
  }

  /**
   * A copy whose set the server has refused is of no use to anybody. Nor is anything sent that was
   * sealed to the cards of before a decision.
   */
  private Future<NotarySet> create(MadeSet made, List<TrustedCards> notaries) {
    return Future.succeededFuture(notaries)
        .map(
            each -> {
              requireCurrent(each);
              return made.body();
            })
        .compose(server::createNotarySet)
        .map(made.set())
        .recover(
            failure ->
                failure instanceof Unavailable
                    ? Future.failedFuture(failure)
                    : gone(server.deleteRecovery(made.set().recoveryId()))
                        .transform(deleted -> Future.failedFuture(failure)));
  }

  /**
   * The shares of those before open nothing once the copy is gone. Also of a set that a lost key
   * signed: those notaries would stay appointed for good.
   */
  private Future<Void> deleteAll(List<NotarySetDirectory.Listed> before) {
    Future<Void> done = Future.succeededFuture();
    for (NotarySetDirectory.Listed each : before) {
      done =
          done.compose(earlier -> gone(server.deleteRecovery(each.set().recoveryId())))
              .compose(deleted -> gone(server.deleteNotarySet(each.set().setId())));
    }
    return done;
  }

  private static Future<Void> gone(Future<Void> deleting) {
    return deleting.recover(
        failure ->
            failure instanceof NotFound ? Future.succeededFuture() : Future.failedFuture(failure));
  }
}
