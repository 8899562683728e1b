package dev.salus.sdk.recovery;

import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.protocol.NotarySet;
import dev.salus.sdk.connection.AllPages;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.error.FingerprintMismatch;
import dev.salus.sdk.error.MissingShares;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.OwnerKeys;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Keys kept by people (protocol §9.4): a copy of the key ring opens with the shares of any {@code
 * k} of {@code n} notaries. Fewer learn nothing; {@code k} of them together with the server are the
 * data owner.
 *
 * <p>Like a recovery key this is the ring of that moment: after a new key notaries are to be
 * appointed again ({@link AppointedNotaries#current}). Everything here fails with {@link
 * dev.salus.api.Forbidden} on a connection without keys.
 */
public final class NotaryApi {

  private final ServerApi server;
  private final NeedsKeys<Notaries> notaries;

  /** What works with the keys of this connection's data owner. */
  private record Notaries(
      OwnerKeys keys,
      NotarySetDirectory sets,
      NotaryAppointment appointment,
      NotaryAcceptance acceptance,
      SetAcceptances acceptances,
      NotaryApproval approval,
      NotaryRestoring restoring) {

    String owner() {
      return keys.owner();
    }
  }

  /** The notaries of this connection's data owner, and those whom it serves. */
  public NotaryApi(
      Vertx vertx,
      ServerApi server,
      KeyCopies copies,
      Clock clock,
      SecureRandom random,
      NeedsKeys<OwnerKeys> keys) {
    this.server = server;
    this.notaries =
        keys.map(
            own -> {
              NotarySetDirectory sets = new NotarySetDirectory(server, own);
              KeyTakeOver takeOver = new KeyTakeOver(server, own);
              return new Notaries(
                  own,
                  sets,
                  new NotaryAppointment(vertx, server, clock, random, own, copies, sets),
                  new NotaryAcceptance(vertx, server, clock, own, sets),
                  new SetAcceptances(vertx, server, own),
                  new NotaryApproval(vertx, server, clock, random, own, sets),
                  new NotaryRestoring(vertx, server, own, copies, takeOver, sets));
            });
  }

  /**
   * Gives each of these data owners a share of a new recovery key. Those who were appointed before
   * are so no more: their shares open nothing from then on. May be repeated after a failure.
   *
   * <p>Fails with {@link Invalid} unless there are 1 to 32 notaries, none of them the caller, and
   * {@code k} is 1 to their number; with {@link UntrustedKey} or {@link
   * dev.salus.sdk.error.NoUsableKey} unless a human has confirmed the keys of each: a server that
   * could slip its own in would get the shares. Then have each of them {@link #accept} the set,
   * with your fingerprint.
   *
   * @param k how many of them restore the keys; remember it: {@link #restore} asks for it
   */
  public Future<AppointedNotaries> appoint(int k, Collection<String> notaries) {
    return this.notaries.get().compose(with -> appoint(with, k, new TreeSet<>(notaries)));
  }

  private static Future<AppointedNotaries> appoint(
      Notaries with, int k, SortedSet<String> notaries) {
    if (notaries.isEmpty() || notaries.size() > NotarySet.MAX_NOTARIES) {
      throw new Invalid("notaries", "must be 1 to " + NotarySet.MAX_NOTARIES);
    }
    if (notaries.contains(with.owner())) {
      throw new Invalid("notaries", "must be others than oneself");
    }
    if (k < 1 || k > notaries.size()) {
      throw new Invalid("k", "must be 1 to the number of notaries");
    }
    return with.appointment()
        .appoint(k, List.copyOf(notaries))
        .map(set -> described(with, new NotarySetDirectory.Listed(set, true)));
  }

  /**
   * Takes on a set that the caller was appointed to, after the one who made it read out its
   * fingerprint: {@link #approve} gives a share back for sets that were taken on, as they were
   * then, and for no others. So every notary has to do this while the owner still has the keys; a
   * set that nobody takes on restores nothing. Completes once that is kept in the key store, if
   * there is one, and the owner can see it ({@link #acceptedBy}); may be repeated.
   *
   * <p>Fails with {@link NotFound} if the server lists no such set of which the caller is a notary,
   * with {@link FingerprintMismatch} if the owner lists no card with that fingerprint, with {@link
   * RecoveryRefused} if no card signed the set that goes back to one that was compared, or the
   * share is not the one that it commits to.
   *
   * @param setId from {@link #sets}
   * @param fingerprint of the owner's key, in a voice or by a face that the caller knows: the
   *     digits, or the text of the QR code
   */
  public Future<Void> accept(String setId, String fingerprint) {
    return notaries
        .get()
        .compose(with -> with.acceptance().accept(setId, FingerprintText.parse(fingerprint)));
  }

  /**
   * {@link #accept(String, String)} of a set whose owner's fingerprint the caller has compared
   * before; {@link UntrustedKey} otherwise.
   */
  public Future<Void> accept(String setId) {
    return notaries.get().compose(with -> with.acceptance().accept(setId));
  }

  /**
   * The notaries that have taken on a set of the caller's, as they signed it: ids. Who is not among
   * them has not, or the server hides it; it cannot pretend that somebody has. Only notaries whose
   * keys a human has compared on this ring are counted. {@link NotFound} if the server lists no
   * such set of the caller's.
   *
   * @param setId from {@link #sets}
   */
  public Future<Set<String>> acceptedBy(String setId) {
    return notaries
        .get()
        .compose(
            with ->
                with.sets()
                    .find(with.owner(), setId)
                    .compose(listed -> with.acceptances().of(listed.set())));
  }

  /**
   * The sets that the caller has made or is a notary of, the newest first. Whatever is not {@link
   * AppointedNotaries#trusted} is the server's word only.
   */
  public Future<List<AppointedNotaries>> sets() {
    return notaries.get().compose(with -> sets(with));
  }

  private static Future<List<AppointedNotaries>> sets(Notaries with) {
    return with.sets()
        .all()
        .map(all -> all.stream().map(listed -> described(with, listed)).toList());
  }

  private static AppointedNotaries described(Notaries with, NotarySetDirectory.Listed listed) {
    NotarySet set = listed.set();
    boolean current = !set.owner().equals(with.owner()) || isCurrent(with.keys().ring(), set);
    return new AppointedNotaries(
        set.setId(),
        set.owner(),
        set.k(),
        set.notaries(),
        set.createdAt(),
        set.recoveryId(),
        listed.trusted(),
        current);
  }

  /**
   * Signed with the key that is in use, and no other than this ring has signed last. Dates say
   * nothing here: a server has a say in them (protocol §11).
   */
  private static boolean isCurrent(KeyRing keyRing, NotarySet set) {
    return set.signedBy().equals(keyRing.current().keyId())
        && keyRing
            .notarySets()
            .newest()
            .filter(newest -> !newest.setId().equals(set.setId()))
            .isEmpty();
  }

  /**
   * Asks the notaries of a set of the caller's for their shares, to be sealed to this connection's
   * current key. Tell each of them its fingerprint, by a way that the server has no part in, and
   * confirm theirs. The same again is the same request.
   *
   * @param setId from {@link #sets}
   */
  public Future<ShareRequest> ask(String setId) {
    return notaries.get().compose(with -> ask(with, setId));
  }

  private Future<ShareRequest> ask(Notaries with, String setId) {
    String newKeyId = with.keys().ring().current().keyId();
    return server
        .askNotaries(setId, new JsonObject().put("newKeyId", newKeyId))
        .map(ShareRequest::of);
  }

  /** {@link #ask} of each set of the caller's; {@link dev.salus.api.NotFound} if there is none. */
  public Future<List<ShareRequest>> askAll() {
    return notaries.get().compose(this::askAll);
  }

  private Future<List<ShareRequest>> askAll(Notaries with) {
    return sets(with)
        .map(all -> all.stream().filter(set -> set.owner().equals(with.owner())).toList())
        .compose(
            own ->
                own.isEmpty()
                    ? Future.failedFuture(new NotFound("no notaries were appointed"))
                    : Future.all(own.stream().map(set -> ask(with, set.setId())).toList()))
        .map(CompositeFuture::list);
  }

  /** Takes a request back. */
  public Future<Void> withdraw(ShareRequest request) {
    return notaries.get().compose(with -> server.deleteNotaryRequest(request.id()));
  }

  /** The requests that the caller has made, the newest first. */
  public Future<List<ShareRequest>> ownRequests() {
    return requests("by");
  }

  /** The requests to the caller as a notary that it has not answered, the newest first. */
  public Future<List<ShareRequest>> pendingRequests() {
    return notaries
        .get()
        .compose(
            with ->
                requests("for")
                    .map(
                        all ->
                            all.stream()
                                .filter(request -> !request.answered().contains(with.owner()))
                                .toList()));
  }

  private Future<List<ShareRequest>> requests(String whose) {
    JsonObject query = new JsonObject().put(whose, "me");
    return notaries
        .get()
        .compose(with -> AllPages.of(server::notaryRequests, query))
        .map(items -> items.stream().map(ShareRequest::of).toList());
  }

  /**
   * Gives the caller's share back, sealed to the key that has this fingerprint.
   *
   * <p>Fails with {@link FingerprintMismatch} if the request is for another key: a mistake in
   * reading it out, or somebody else who asks; with {@link RecoveryRefused} if the set is not one
   * that was {@linkplain #accept accepted}, as it was then, or the share is not the one that it
   * commits to. Nothing is given back then, and no key becomes trusted by this.
   *
   * @param request from {@link #pendingRequests}
   * @param fingerprint as the one who asks read it out, in a voice or by a face that the caller
   *     knows: the digits, or the text of the QR code
   */
  public Future<Void> approve(ShareRequest request, String fingerprint) {
    return notaries.get().compose(with -> with.approval().approve(request, fingerprint));
  }

  /**
   * Adds to this connection's key ring all that the copy of it knows that the notaries' shares
   * open, as {@link RecoveryApi#restore} does.
   *
   * <p>Fails with {@link MissingShares} while there are too few: a share counts only if a human has
   * confirmed the fingerprint of its notary (first use never does) and it is the one that the
   * notary was given; with {@link RecoveryRefused} if the set needs fewer notaries than {@code k},
   * or shares, set and copy do not belong together. Nothing is changed then.
   *
   * @param k how many notaries there have to be, as it was when they were appointed: a server could
   *     say fewer, and with a notary's help bring keys that it knows itself
   */
  public Future<Void> restore(ShareRequest request, int k) {
    if (k < 1) {
      return Future.failedFuture(new Invalid("k", "must be 1 at least"));
    }
    return notaries.get().compose(with -> with.restoring().restore(request.id(), k));
  }

  /**
   * {@link #restore(ShareRequest, int)} by a set of which a human has recognised who serves it and
   * how many it takes, and by no other.
   *
   * <p>Fails as that does, and with {@link RecoveryRefused} if it is not the request's set, or the
   * server lists another text of it now: what a human has said of one holds for no other.
   *
   * @param recognised from {@link #sets}, as it was shown
   */
  public Future<Void> restore(ShareRequest request, AppointedNotaries recognised) {
    return notaries.get().compose(with -> with.restoring().restore(request.id(), recognised));
  }
}
