package dev.salus.sdk.account;

import dev.salus.api.Invalid;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.connection.AllPages;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.Quotas;
import dev.salus.sdk.sharing.EntriesAdded;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.ExchangeEntries;
import dev.salus.sdk.sharing.ExchangeEntries.Receiver;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.KeyPrompt;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The directory of data owners, and whose key is whose. */
public final class DataOwnerApi {

  private final ServerApi server;
  private final NeedsKeys<OwnerKeys> keys;
  private final NeedsKeys<ExchangeBook> exchanges;
  private final NeedsKeys<ExchangeEntries> entries;

  /** The directory as this connection sees it. */
  public DataOwnerApi(
      ServerApi server,
      NeedsKeys<OwnerKeys> keys,
      NeedsKeys<ExchangeBook> exchanges,
      NeedsKeys<ExchangeEntries> entries) {
    this.server = server;
    this.keys = keys;
    this.exchanges = exchanges;
    this.entries = entries;
  }

  /** A data owner; {@link dev.salus.api.NotFound} if there is none. */
  public Future<DataOwner> getDataOwner(String id) {
    return server.dataOwner(id).map(AccountJson::dataOwner);
  }

  /**
   * The id of the data owner that a user acts for.
   *
   * @throws Invalid if it has none
   */
  public String getDataOwnerIdOf(User user) {
    String dataOwner = user.dataOwner();
    if (dataOwner == null) {
      throw new Invalid("dataOwner", "this user has no data owner");
    }
    return dataOwner;
  }

  /** Creates a data owner (administrators only); a patient has no name here. */
  public Future<DataOwner> createDataOwner(DataOwner.Type type, @Nullable String name) {
    JsonObject body = new JsonObject().put("type", type.wireName());
    if (name != null) {
      body.put("name", name);
    }
    return server.createDataOwner(body).map(AccountJson::dataOwner);
  }

  /** How much a data owner may have of what, to itself and to administrators. */
  public Future<Quotas> getQuotas(String dataOwnerId) {
    return server.quotas(dataOwnerId).map(AccountJson::quotas);
  }

  /**
   * Raises how much a data owner may have of what, or takes that back (administrators only). {@link
   * dev.salus.api.Conflict} if the quotas were changed since they were read, {@link Invalid} naming
   * one that is less than usual or more than there can be.
   *
   * @param quotas as read, {@link Quotas#with} what is to be otherwise
   */
  public Future<Quotas> setQuotas(String dataOwnerId, Quotas quotas) {
    return server.putQuotas(dataOwnerId, AccountJson.toJson(quotas)).map(AccountJson::quotas);
  }

  /**
   * Professionals or devices whose name begins so, in any case.
   *
   * @param limit the most to return, 1 to 1 000
   */
  public Future<List<DataOwner>> findDataOwners(DataOwner.Type type, String name, int limit) {
    JsonObject query =
        new JsonObject().put("type", type.wireName()).put("name", name).put("limit", limit);
    return server
        .dataOwners(query)
        .map(answer -> ServerAnswers.items(answer).stream().map(AccountJson::dataOwner).toList());
  }

  /** All data owners of this type: professionals and devices by name, patients in no order. */
  public Future<List<DataOwner>> getDataOwners(DataOwner.Type type) {
    return AllPages.of(server::dataOwners, new JsonObject().put("type", type.wireName()))
        .map(all -> all.stream().map(AccountJson::dataOwner).toList());
  }

  /** The fingerprint of the caller's own current key, for others to compare. */
  public String getOwnFingerprint() {
    OwnerKeys own = keys.orThrow();
    return Fingerprint.of(own.owner(), own.ring().current().keyId());
  }

  /** The same as the text of a QR code. */
  public String getOwnQrCode() {
    OwnerKeys own = keys.orThrow();
    return FingerprintText.qrCode(own.owner(), own.ring().current().keyId());
  }

  /**
   * The names that the caller has given to people and devices, by data owner's id and keyId. They
   * are in the key ring: nobody else sees them.
   */
  public Map<String, String> getGivenNames() {
    return keys.orThrow().ring().names().all();
  }

  /**
   * Gives a data owner, or the key of a device, a name of the caller's own. Completes once that is
   * kept in the key store, if there is one. {@link Invalid} naming {@code name} if it is blank,
   * longer than {@link dev.salus.sdk.keys.GivenNames#LONGEST} or has control characters.
   *
   * @param id the data owner's id, or the keyId
   */
  public Future<Void> giveName(String id, String name) {
    return keys.get()
        .compose(
            keyed -> {
              keyed.ring().names().give(id, name);
              return keyed.save();
            });
  }

  /** The live keys of a data owner that are trusted, with their fingerprints. */
  public Future<List<KeyPrompt>> getTrustedKeys(String dataOwnerId) {
    return listed(dataOwnerId).map(cards -> prompts(cards, cards.live()));
  }

  /**
   * The live keys of a data owner that a human has compared, or that one of those vouches for: what
   * first use took is not among them.
   */
  public Future<List<KeyPrompt>> getComparedKeys(String dataOwnerId) {
    return keys.get()
        .compose(keyed -> keyed.cards().confirmed(dataOwnerId))
        .map(cards -> prompts(cards, cards.live()));
  }

  /** The keys that a data owner lists and nothing known vouches for. */
  public Future<List<KeyPrompt>> getUntrustedKeys(String dataOwnerId) {
    return listed(dataOwnerId).map(cards -> prompts(cards, cards.unknown()));
  }

  /**
   * Trusts a key from now on, after a human has compared its fingerprint over another channel
   * (protocol §10). Completes once that is kept in the key store, if there is one. {@link
   * dev.salus.api.NotFound} if the data owner lists no such key.
   */
  public Future<Void> confirmKey(String dataOwnerId, String keyId) {
    return keys.get()
        .compose(
            keyed ->
                keyed
                    .cards()
                    .decisions()
                    .confirm(dataOwnerId, keyId)
                    .compose(confirmed -> keyed.save()));
  }

  /**
   * Trusts exactly that key of a data owner which has this fingerprint, from now on. Completes once
   * that is kept in the key store, if there is one. Fails with {@link
   * dev.salus.sdk.error.FingerprintMismatch} if the server lists no such key, with {@link Invalid}
   * if the text is no fingerprint.
   *
   * @param fingerprint as that person's own device shows it, read out or scanned: the digits, or
   *     the text of the QR code
   * @return the key's keyId
   */
  public Future<String> verify(String dataOwnerId, String fingerprint) {
    return keys.get().compose(keyed -> verify(keyed, dataOwnerId, fingerprint));
  }

  private static Future<String> verify(OwnerKeys keyed, String dataOwnerId, String fingerprint) {
    return keyed
        .cards()
        .decisions()
        .confirm(dataOwnerId, FingerprintText.parse(fingerprint))
        .compose(keyId -> keyed.save().map(keyId));
  }

  /**
   * Opens what was shared with a data owner before to a key of theirs that was compared since, as
   * of a new device ({@link #verify}, {@link #confirmKey}): else that device opens only what is
   * shared from then on. Costs a few calls for each exchange record between the two, whatever the
   * number of entities; may be repeated. {@link Invalid} if no human has compared this key, or it
   * is retired.
   *
   * @param progress is told after each exchange record
   */
  public Future<EntriesAdded> openSharedTo(
      String dataOwnerId, String keyId, Consumer<EntriesAdded> progress) {
    return entries
        .get()
        .compose(
            opening ->
                opening
                    .compared(dataOwnerId, keyId)
                    .map(DataOwnerApi::requireCompared)
                    .compose(to -> opening.addToThoseWith(dataOwnerId, to, progress)));
  }

  private static Receiver requireCompared(Optional<Receiver> receiver) {
    return receiver.orElseThrow(
        () -> new Invalid("keyId", "was not compared by a human, or is retired"));
  }

  /**
   * Trusts a key no more, nor what it alone vouched for, until it is confirmed again (protocol
   * §10). What is shared from now on is not sealed to it; what was shared stays open to whoever has
   * it until access is revoked from its owner. {@link Invalid} for a key of this device.
   */
  public Future<Void> distrustKey(String dataOwnerId, String keyId) {
    return keys.get().compose(keyed -> distrust(keyed, dataOwnerId, keyId));
  }

  private Future<Void> distrust(OwnerKeys keyed, String dataOwnerId, String keyId) {
    keyed.cards().decisions().distrust(dataOwnerId, keyId);
    exchanges.orThrow().forget();
    return keyed.save();
  }

  private Future<TrustedCards> listed(String dataOwnerId) {
    return keys.get().compose(keyed -> keyed.cards().refreshed(dataOwnerId));
  }

  private static List<KeyPrompt> prompts(TrustedCards cards, List<KeyCard> of) {
    return of.stream().map(card -> cards.prompt(card.keyId())).toList();
  }
}
