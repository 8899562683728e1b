package dev.salus.api;

import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Key cards, exchange records and what restores lost keys, and the verification of signatures on
 * workers.
 *
 * <p>Bodies and answers are those of {@code http-api.md}; a body that breaks a rule fails with
 * {@link Invalid} naming the field and stores nothing. Every method may fail with {@link
 * Unavailable}. Futures complete on the caller's context.
 */
@ProxyGen
public interface CryptoService {

  /**
   * Publishes a card of the caller's data owner (protocol §2). The same card again is answered as
   * the first time; another with its keyId is a {@link Conflict}.
   *
   * @param owner the data owner in the path, which the card must name
   */
  Future<JsonObject> publishCard(Caller caller, String owner, JsonObject card);

  /**
   * {@code {items: [card], unvouched?: [keyId], next?}} of a data owner, oldest first, retired ones
   * too; {@code unvouched} are those of them that no older user's card vouches for (protocol §2).
   *
   * @param query {@code {limit?, cursor?}}
   */
  Future<JsonObject> cards(Caller caller, String owner, JsonObject query);

  /**
   * Adds an endorsement to a card of the caller's data owner.
   *
   * @param endorsement {@code {by, signature}}
   */
  Future<JsonObject> endorse(Caller caller, String owner, String keyId, JsonObject endorsement);

  /**
   * Retires a card of the caller's data owner, for good. {@link Forbidden} if another user
   * published it and the caller shows no key that it vouches for.
   *
   * @param retirement {@code {at, by, successor?, signature}}
   */
  Future<JsonObject> retire(Caller caller, String owner, String keyId, JsonObject retirement);

  /** Keeps an exchange record that the caller made (protocol §3). */
  Future<JsonObject> createExchange(Caller caller, JsonObject record);

  /** An exchange record that the caller is a party to; else {@link NotFound}. */
  Future<JsonObject> exchange(Caller caller, String id);

  /**
   * Exchange records that the caller is a party to, newest first.
   *
   * @param query {@code {delegator?, delegate?, limit?, cursor?}}
   */
  Future<JsonObject> exchanges(Caller caller, JsonObject query);

  /**
   * Deletes an exchange record that the caller made and that a later one to the same delegate
   * supersedes; {@link Conflict} if none does.
   */
  Future<Void> deleteExchange(Caller caller, String id);

  /**
   * Adds the entry of one more card to an exchange record (protocol §3).
   *
   * @param body {@code {sealed, attestation?}}
   */
  Future<JsonObject> addSealed(Caller caller, String id, String keyId, JsonObject body);

  /**
   * Keeps a recovery blob of the caller's (protocol §9.2); the same again is answered as the first
   * time, another with its id is a {@link Conflict}.
   *
   * @param body {@code {box, expiresAt?, once?}}
   * @return {@code {recoveryId, createdAt, expiresAt?, once}}
   */
  Future<JsonObject> putRecovery(Caller caller, String recoveryId, JsonObject body);

  /**
   * {@code {box, rev?}} of the caller's blob; else {@link NotFound}. One that is for once has a
   * {@code rev}, and is nobody's before it was taken by that ({@link #takeRecovery}).
   */
  Future<JsonObject> recovery(Caller caller, String recoveryId);

  /**
   * Takes the caller's blob that is for once: it is deleted. Of several who found it at once
   * exactly one takes it; for the others it is {@link NotFound}.
   *
   * @param rev what {@link #recovery} said
   */
  Future<Void> takeRecovery(Caller caller, String recoveryId, String rev);

  /**
   * {@code {items: [{recoveryId, createdAt, expiresAt?, once}], next?}}: what blobs the caller has.
   *
   * @param query {@code {limit?, cursor?}}
   */
  Future<JsonObject> recoveries(Caller caller, JsonObject query);

  /** Deletes the caller's blob; {@link NotFound} if there is none. */
  Future<Void> deleteRecovery(Caller caller, String recoveryId);

  /**
   * Keeps a notary set of the caller's (protocol §9.4).
   *
   * @param body {@code {set, shares: {notary: {keyId: sealed}}}}
   * @return the set
   */
  Future<JsonObject> createNotarySet(Caller caller, JsonObject body);

  /**
   * Notary sets that the caller owns or serves, newest first.
   *
   * @param query {@code {owner?, limit?, cursor?}}
   */
  Future<JsonObject> notarySets(Caller caller, JsonObject query);

  /** Deletes a notary set of the caller's, with the requests to its notaries. */
  Future<Void> deleteNotarySet(Caller caller, String id);

  /** {@code {sealed: {keyId: …}}}: the share of a notary, who is the caller. */
  Future<JsonObject> notaryShare(Caller caller, String id, String notary);

  /**
   * Says that a notary, who is the caller, has taken on a set as it is.
   *
   * @param body {@code {at, by, signature}}
   * @return the same
   */
  Future<JsonObject> acceptNotarySet(Caller caller, String id, String notary, JsonObject body);

  /**
   * {@code {acceptances: {notary: {at, by, signature}}}} of a set of the caller's: those that were
   * kept.
   */
  Future<JsonObject> notaryAcceptances(Caller caller, String id);

  /**
   * Asks the notaries of a set of the caller's for their shares; the same again is the same
   * request.
   *
   * @param body {@code {newKeyId}}
   * @return the request {@code {id, setId, owner, newKeyId, createdAt, shares}}
   */
  Future<JsonObject> askNotaries(Caller caller, String id, JsonObject body);

  /**
   * Requests to the caller as a notary, each with its own share at most, or requests by the caller,
   * newest first.
   *
   * @param query {@code {for: "me"} or {by: "me"}, limit?, cursor?}
   */
  Future<JsonObject> notaryRequests(Caller caller, JsonObject query);

  /** Deletes a request that the caller made. */
  Future<Void> deleteNotaryRequest(Caller caller, String id);

  /**
   * Gives the caller's share back to the one who asks.
   *
   * @param body {@code {sealed, by, signature}}
   * @return the request
   */
  Future<JsonObject> giveShareBack(Caller caller, String id, String notary, JsonObject body);

  /**
   * {@code {quotas: {name: limit}, rev?}}: each {@link Quota} of a data owner, to itself and to
   * administrators.
   */
  Future<JsonObject> quotas(Caller caller, String owner);

  /**
   * Sets which quotas of a data owner are raised (administrators only); those that are not named
   * are as usual.
   *
   * @param body {@code {quotas: {name: limit}, rev?}}, {@code rev} of what it replaces
   * @return as {@link #quotas}
   */
  Future<JsonObject> putQuotas(Caller caller, String owner, JsonObject body);

  /**
   * For other verticles: how much a data owner may have.
   *
   * @param quota {@link Quota#wireName}
   */
  Future<Long> quota(String owner, String quota);

  /**
   * For other verticles: checks what was signed and which exchanges are used, on a worker.
   *
   * @return a result for each verification, in their order
   */
  Future<List<VerificationResult>> verify(List<Verification> verifications);
}
