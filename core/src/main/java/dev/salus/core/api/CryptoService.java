package dev.salus.core.api;

import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Key cards and exchange records, and the verification of signatures on workers.
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

  /** {@code {items: [card]}} of a data owner, oldest first, retired ones too. */
  Future<JsonObject> cards(Caller caller, String owner);

  /**
   * Adds an endorsement to a card of the caller's data owner.
   *
   * @param endorsement {@code {by, signature}}
   */
  Future<JsonObject> endorse(Caller caller, String owner, String keyId, JsonObject endorsement);

  /**
   * Retires a card of the caller's data owner, for good.
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
   * Adds the entry of one more card to an exchange record (protocol §3).
   *
   * @param body {@code {sealed, attestation?}}
   */
  Future<JsonObject> addSealed(Caller caller, String id, String keyId, JsonObject body);

  /**
   * For other verticles: checks what was signed and which exchanges are used, on a worker.
   *
   * @return a result for each verification, in their order
   */
  Future<List<VerificationResult>> verify(List<Verification> verifications);
}
