package dev.salus.sdk.recovery;

import dev.salus.api.NotFound;
import dev.salus.api.Unavailable;
import dev.salus.protocol.Ids;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.NotarySet;
import dev.salus.sdk.connection.Client;
import dev.salus.sdk.crypto.NotaryShare;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.SecretShares;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Appoints notaries: a new recovery key, in shares, in place of those before (protocol §9.4). */
final class NotaryAppointment {

  /** The most cards of one notary that the server takes a share for. */
  private static final int MOST_CARDS = 16;

  private final Client client;
  private final KeyRecovery recovery;
  private final NotarySets sets;

  NotaryAppointment(Client client, KeyRecovery recovery, NotarySets sets) {
    this.client = client;
    this.recovery = recovery;
    this.sets = sets;
  }

  /** A set that is made, with what the server is sent. */
  private record Made(NotarySet set, JsonObject body) {}

  /**
   * @param notaries sorted, without the owner
   */
  Future<NotarySet> appoint(int k, List<String> notaries) {
    String owner = client.keyed().owner();
    RecoveryKey key = RecoveryKey.generate(client.settings().random());
    return Future.all(notaries.stream().map(client.keyed().cards()::requireConfirmed).toList())
        .map(all -> all.<TrustedCards>list())
        .compose(cards -> sets.of(owner).compose(before -> appoint(k, cards, key, before)))
        .onComplete(done -> key.wipe());
  }

  private Future<NotarySet> appoint(
      int k, List<TrustedCards> notaries, RecoveryKey key, List<NotarySets.Listed> before) {
    return client
        .vertx()
        .executeBlocking(() -> make(k, notaries, key), false)
        .compose(made -> recovery.keep(key, null).compose(kept -> create(made)))
        .compose(set -> deleteAll(before).map(set));
  }

  private Made make(int k, List<TrustedCards> notaries, RecoveryKey key) {
    SecureRandom random = client.settings().random();
    String setId = Ids.random(random);
    String owner = client.keyed().owner();
    List<Secret> split = SecretShares.split(key.secret(), k, notaries.size(), random);
    Map<String, String> commitments = new LinkedHashMap<>();
    JsonObject shares = new JsonObject();
    for (int i = 0; i < split.size(); i++) {
      NotaryShare share = NotaryShare.of(split.get(i));
      String notary = notaries.get(i).owner();
      commitments.put(notary, share.commitment(setId, notary));
      JsonObject sealed = new JsonObject();
      newest(notaries.get(i))
          .forEach(card -> sealed.put(card.keyId(), share.sealTo(card, setId, owner, random)));
      shares.put(notary, sealed);
      share.wipe();
    }
    List<String> ids = notaries.stream().map(TrustedCards::owner).toList();
    NotarySet set = signed(setId, k, ids, key.id(), commitments);
    return new Made(set, new JsonObject().put("set", set.toJson()).put("shares", shares));
  }

  private NotarySet signed(
      String setId,
      int k,
      List<String> notaries,
      String recoveryId,
      Map<String, String> commitments) {
    long now = client.settings().clock().millis();
    OwnerKey signer = client.keyed().keyRing().signer(now);
    NotarySet unsigned =
        new NotarySet(
            setId,
            client.keyed().owner(),
            k,
            notaries,
            recoveryId,
            now,
            commitments,
            signer.keyId(),
            "");
    return unsigned.withSignature(signer.sign(unsigned.signedBytes()));
  }

  private static List<KeyCard> newest(TrustedCards cards) {
    return cards.live().stream()
        .sorted(Comparator.comparingLong(KeyCard::createdAt).reversed())
        .limit(MOST_CARDS)
        .toList();
  }

  /** A copy whose set the server has refused is of no use to anybody. */
  private Future<NotarySet> create(Made made) {
    return client
        .server()
        .createNotarySet(made.body())
        .map(made.set())
        .recover(
            failure ->
                failure instanceof Unavailable
                    ? Future.failedFuture(failure)
                    : gone(client.server().deleteRecovery(made.set().recoveryId()))
                        .transform(deleted -> Future.failedFuture(failure)));
  }

  /**
   * The shares of those before open nothing once the copy is gone. Also of a set that a lost key
   * signed: those notaries would stay appointed for good.
   */
  private Future<Void> deleteAll(List<NotarySets.Listed> before) {
    Future<Void> done = Future.succeededFuture();
    for (NotarySets.Listed each : before) {
      done =
          done.compose(earlier -> gone(client.server().deleteRecovery(each.set().recoveryId())))
              .compose(deleted -> gone(client.server().deleteNotarySet(each.set().setId())));
    }
    return done;
  }

  private static Future<Void> gone(Future<Void> deleting) {
    return deleting.recover(
        failure ->
            failure instanceof NotFound ? Future.succeededFuture() : Future.failedFuture(failure));
  }
}
