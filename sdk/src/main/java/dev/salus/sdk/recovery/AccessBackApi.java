package dev.salus.sdk.recovery;

import dev.salus.api.InternalFault;
import dev.salus.api.Invalid;
import dev.salus.sdk.account.DataOwnerApi;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.error.FingerprintMismatch;
import dev.salus.sdk.sharing.EntriesAdded;
import dev.salus.sdk.sharing.ExchangeEntries;
import dev.salus.sdk.sharing.ExchangeEntries.Receiver;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.OwnerKeys;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Access given back to somebody who lost all keys, by those it shared with (protocol §9.3).
 *
 * <p>The one who lost them connects with new keys and {@link #ask asks}. Both then talk, by phone
 * or face to face: the asker reads out its new fingerprint, which the counterpart enters to {@link
 * #giveBack}; the counterpart reads out its own, which the asker enters to {@link #accept}. What
 * the two ever shared opens again, in either direction. What was shared with others opens once they
 * do the same; what was never shared is lost.
 */
public final class AccessBackApi {

  private final ServerApi server;
  private final NeedsKeys<OwnerKeys> keys;
  private final NeedsKeys<ExchangeEntries> entries;

  /** For this connection's data owner. */
  public AccessBackApi(
      ServerApi server, NeedsKeys<OwnerKeys> keys, NeedsKeys<ExchangeEntries> entries) {
    this.server = server;
    this.keys = keys;
    this.entries = entries;
  }

  /**
   * Asks everybody with whom the caller has ever shared, in either direction; again is the same.
   */
  public Future<List<AccessBackRequest>> ask() {
    return keys.get().compose(own -> ask(new JsonObject().put("newKeyId", newKeyId(own))));
  }

  private Future<List<AccessBackRequest>> ask(JsonObject body) {
    return AccessBackPages.all(body, server::askAccessBack);
  }

  private static String newKeyId(OwnerKeys own) {
    return own.ring().current().keyId();
  }

  /**
   * Asks one counterpart; again is the same. {@link Invalid} naming {@code counterpart} if there is
   * no exchange record with it.
   */
  public Future<AccessBackRequest> ask(String counterpart) {
    return keys.get()
        .map(own -> new JsonObject().put("newKeyId", newKeyId(own)).put("counterpart", counterpart))
        .compose(this::ask)
        .map(
            made ->
                made.stream()
                    .findFirst()
                    .orElseThrow(() -> new InternalFault("the server made no request")));
  }

  /** What others ask of the caller and is not done, the newest first. */
  public Future<List<AccessBackRequest>> pendingRequests() {
    return requests("for");
  }

  /** What the caller asked, the newest first. */
  public Future<List<AccessBackRequest>> ownRequests() {
    return requests("by");
  }

  /**
   * Gives access back, after the asker read out the fingerprint of its new key: trusts that key,
   * and opens every exchange record between the two to it. No entity is touched; it costs a few
   * calls for each record. May be repeated after a failure; what is done is skipped. Records that
   * this device does not believe are not given: those that the asker signed with a key that was not
   * trusted here before, as nothing of the asker was ever read. If that is all there is, the
   * request stays pending.
   *
   * <p>{@link FingerprintMismatch} if that is not the fingerprint of the key in the request: then
   * somebody else may be asking, and nothing was trusted or given. It is undone for what is shared
   * later by {@link DataOwnerApi#distrustKey}; what was given stays open until access is revoked.
   *
   * @param fingerprint as the asker reads it out, or the text of its QR code; never what this
   *     device shows for the request
   * @param progress is told after each exchange record
   */
  public Future<EntriesAdded> giveBack(
      AccessBackRequest request, String fingerprint, Consumer<EntriesAdded> progress) {
    return keys.get()
        .map(own -> requireMatch(own, request, fingerprint))
        .compose(matched -> entries.get())
        .compose(
            opening ->
                opening
                    .confirmed(request.dataOwner(), request.newKeyId())
                    .map(AccessBackApi::requireLive)
                    .compose(to -> opening.addToThoseWith(request.dataOwner(), to, progress)))
        .compose(added -> done(request, added));
  }

  private static AccessBackRequest requireMatch(
      OwnerKeys own, AccessBackRequest request, String fingerprint) {
    String asker = request.dataOwner();
    if (asker.equals(own.owner())) {
      throw new Invalid("request", "is your own: another device is let in, not given back to");
    }
    if (!FingerprintText.parse(fingerprint).matches(asker, request.newKeyId())) {
      throw new FingerprintMismatch(asker, List.of(Fingerprint.of(asker, request.newKeyId())));
    }
    return request;
  }

  private static Receiver requireLive(Optional<Receiver> asker) {
    return asker.orElseThrow(() -> new Invalid("request", "the asker's new card is retired"));
  }

  private Future<EntriesAdded> done(AccessBackRequest request, EntriesAdded added) {
    boolean nothing = added.closed() == added.looked();
    return nothing ? Future.succeededFuture(added) : server.accessBackDone(request.id()).map(added);
  }

  /**
   * Takes back what a counterpart gave, after it read out its own fingerprint: trusts that key and
   * nothing that first use had taken of it, and takes the own lost keys that it knew for what they
   * are: they verify what was signed before the new key was made, and nothing else. Nothing is ever
   * sealed to them, and nothing new wrapped under what they signed.
   *
   * <p>May be repeated, and has to be if the counterpart had not given access back before. {@link
   * FingerprintMismatch} if the server lists no key of the counterpart with that fingerprint.
   */
  public Future<AccessTakenBack> accept(String counterpart, String fingerprint) {
    return keys.get()
        .map(own -> requireOther(own, counterpart))
        .compose(
            own -> own.cards().decisions().accept(counterpart, FingerprintText.parse(fingerprint)))
        .compose(accepted -> entries.get())
        .compose(opening -> opening.takeInFrom(counterpart))
        .map(taken -> new AccessTakenBack(taken.records(), taken.lost()));
  }

  private static OwnerKeys requireOther(OwnerKeys own, String counterpart) {
    if (counterpart.equals(own.owner())) {
      throw new Invalid("counterpart", "is yourself: another device is let in");
    }
    return own;
  }

  private Future<List<AccessBackRequest>> requests(String whose) {
    JsonObject query = new JsonObject().put(whose, "me");
    return keys.get().compose(own -> AccessBackPages.all(query, server::accessBackRequests));
  }
}
