package dev.salus.sdk.device;

import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.error.FingerprintMismatch;
import dev.salus.sdk.keys.SigningLeases;
import dev.salus.sdk.sharing.EntriesAdded;
import dev.salus.sdk.sharing.ExchangeEntries.Receiver;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the data owner's own devices (protocol §2, §10). Each device has a key of its own;
 * one that is new sees nothing of what was there before until another lets it in.
 */
public final class DeviceApi {

  private final Clock clock;
  private final NeedsKeys<DeviceTools> tools;
  private final NeedsKeys<KeyRotation> rotation;
  private final AtomicReference<@Nullable Future<RotatedKey>> rotating = new AtomicReference<>();

  /** The devices of this connection's data owner. */
  public DeviceApi(Vertx vertx, Clock clock, SecureRandom random, NeedsKeys<DeviceTools> tools) {
    this.clock = clock;
    this.tools = tools;
    this.rotation = tools.map(with -> new KeyRotation(vertx, clock, random, with));
  }

  /** All cards of the data owner as the server lists them now, the oldest first. */
  public Future<List<OwnCard>> cards() {
    return tools
        .get()
        .compose(with -> with.cards().listed().map(cards -> described(with.keys(), cards)));
  }

  /**
   * Whether this connection has met something that a key of this device verifiably signed and its
   * key ring knows nothing of: an older copy of the key file was put back, or another machine has
   * the same key. What was distrusted, compared and seen since that copy was made is not known here
   * then: put the newest copy back; if there is none, distrust anew what was distrusted, and {@link
   * #rotate}. A copy that is older by less than an hour of writing is not found, and a server can
   * hide what was signed, but make none up. Found as records are read.
   */
  public Future<Optional<SigningLeases.Behind>> ringBehind() {
    return tools.get().map(with -> with.keys().ring().leases().behind());
  }

  private static List<OwnCard> described(OwnerKeys keys, TrustedCards cards) {
    return Stream.concat(cards.trusted().stream(), cards.unknown().stream())
        .sorted(Comparator.comparingLong(KeyCard::createdAt).thenComparing(card -> card.keyId()))
        .map(card -> described(keys, cards, card))
        .toList();
  }

  private static OwnCard described(OwnerKeys keys, TrustedCards cards, KeyCard card) {
    return new OwnCard(
        card.keyId(),
        Fingerprint.of(card.owner(), card.keyId()),
        FingerprintText.qrCode(card.owner(), card.keyId()),
        card.createdAt(),
        card.retired() == null ? null : card.retired().at(),
        keys.ring().key(card.keyId()).isPresent(),
        state(keys, cards, card));
  }

  private static OwnCard.State state(OwnerKeys keys, TrustedCards cards, KeyCard card) {
    if (card.retired() != null) {
      return keys.cards().isAttested(card.owner(), card.keyId())
          ? OwnCard.State.LOST
          : OwnCard.State.RETIRED;
    }
    if (keys.ring().key(card.keyId()).isPresent()) {
      return OwnCard.State.THIS_DEVICE;
    }
    return cards.card(card.keyId()).isPresent() ? OwnCard.State.TRUSTED : OwnCard.State.UNTRUSTED;
  }

  /**
   * Lets another device of the data owner in, after a human compared the fingerprint that it shows:
   * trusts and vouches for its card, and opens everything to it that is open to this device. Do the
   * same on the other device with this one's fingerprint: it believes nothing from here before, and
   * what it wrote opens here only then.
   *
   * <p>Costs a few calls for each exchange record, whatever the number of entities. May be repeated
   * after a failure; what is done is skipped. Fails with {@link FingerprintMismatch} if that is not
   * the fingerprint of this card, with {@link NotFound} if the server lists no valid card of this
   * keyId, with {@link Invalid} if the card is retired or of this device.
   *
   * @param keyId of the other device's card, from {@link #cards}
   * @param fingerprint as the other device shows it: the digits, or the text of its QR code
   * @param progress is told after each exchange record
   */
  public Future<EntriesAdded> letIn(
      String keyId, String fingerprint, Consumer<EntriesAdded> progress) {
    return tools
        .get()
        .map(with -> requireMatch(with, keyId, fingerprint))
        .compose(with -> letIn(with, keyId, progress));
  }

  private static DeviceTools requireMatch(DeviceTools with, String keyId, String fingerprint) {
    String owner = with.keys().owner();
    if (!FingerprintText.parse(fingerprint).matches(owner, keyId)) {
      throw new FingerprintMismatch(owner, List.of(Fingerprint.of(owner, keyId)));
    }
    if (with.keys().ring().key(keyId).isPresent()) {
      throw new Invalid("keyId", "is a key of this device");
    }
    return with;
  }

  /** The other device may have let this one in before: what it knew of lost keys counts now. */
  private static Future<EntriesAdded> letIn(
      DeviceTools with, String keyId, Consumer<EntriesAdded> progress) {
    return with.entries()
        .confirmed(with.keys().owner(), keyId)
        .map(DeviceApi::requireLive)
        .compose(receiver -> with.cards().endorse(receiver.card()).map(receiver))
        .compose(receiver -> with.entries().addToAll(receiver, progress))
        .compose(added -> with.entries().takeInFromOwn().map(added));
  }

  private static Receiver requireLive(Optional<Receiver> receiver) {
    return receiver.orElseThrow(
        () -> new Invalid("keyId", "that card is retired, or not listed any more"));
  }

  /**
   * Says that a device is lost: what its key signs from now on counts nowhere, and nothing is
   * sealed to it any more. It still opens what it could open; whoever found it has to be kept from
   * logging in by changing the password. A card that is retired already stays as it is.
   *
   * <p>Fails with {@link Invalid} for a key of this device ({@link #rotate} replaces it), with
   * {@link NotFound} if the server lists no valid card of this keyId.
   */
  public Future<Void> retire(String keyId) {
    return tools
        .get()
        .compose(
            with ->
                with.cards()
                    .listed()
                    .map(cards -> requireOther(with, cards, keyId))
                    .compose(card -> retire(with, card)));
  }

  private static KeyCard requireOther(DeviceTools with, TrustedCards cards, String keyId) {
    if (with.keys().ring().key(keyId).isPresent()) {
      throw new Invalid("keyId", "is a key of this device: rotate it instead");
    }
    return Stream.concat(cards.trusted().stream(), cards.unknown().stream())
        .filter(card -> card.keyId().equals(keyId))
        .findFirst()
        .orElseThrow(() -> new NotFound("you have no card with that keyId"));
  }

  /**
   * One that others attested counts as retired here already, and from earlier on; the others are to
   * know it, too, but the server takes no retirement of long ago; and they are to know that what it
   * signed before is genuine.
   */
  private Future<Void> retire(DeviceTools with, KeyCard card) {
    return with.cards()
        .retire(card, with.keys().ring().live(), clock.millis(), null)
        .compose(done -> endorseIfAttested(with, card))
        .compose(done -> with.cards().listed())
        .compose(done -> with.keys().save());
  }

  /** Not if it was distrusted, or compared, while the server held its answer. */
  private static Future<Void> endorseIfAttested(DeviceTools with, KeyCard card) {
    return with.keys().cards().isAttested(card.owner(), card.keyId())
        ? with.cards().endorse(card)
        : Future.succeededFuture();
  }

  /**
   * Replaces this device's key by a new one, whether or not the old one got into wrong hands: every
   * exchange record is opened to the new one too, then the old one retires itself. Nothing is
   * unreadable meanwhile, here and for others, and who trusted the old key trusts the new one
   * without being asked. What is shared after is sealed to the new key only; the old one stays in
   * the key ring to open what was there before.
   *
   * <p>If the only key of the ring was retired by another device, or is retired in a ring that was
   * restored, nothing vouches for the new one: others have to confirm it. The new key vouches for
   * the owner's other cards only if a human confirmed them on this device ({@link #letIn}): whoever
   * had the old key may have made some. {@link RotatedKey#notVouchedFor} names those that are left.
   *
   * <p>If it fails or the process dies, call it again, or {@link #isRotationUnfinished} at the next
   * start and then this: it goes on where it stopped. Calls while one is under way join it. Costs a
   * few calls for each exchange record, whatever the number of entities. Fails with {@link
   * dev.salus.sdk.error.KeyNotReplaced} unless the new key is live, in use and vouched for in the
   * end: whoever has the old key and the password can retire it, so change the password first if
   * that may be. Fails with {@link Conflict} if a further key came into the ring meanwhile, as of a
   * restored one; call it again then.
   *
   * <p>Recovery keys and notary sets that were made before are out of date after: {@link
   * RotatedKey#recoveryStaleBefore}.
   *
   * @param progress is told after each exchange record
   */
  public Future<RotatedKey> rotate(Consumer<EntriesAdded> progress) {
    Promise<RotatedKey> promise = Promise.promise();
    Future<RotatedKey> underWay = rotating.compareAndExchange(null, promise.future());
    if (underWay != null) {
      return underWay;
    }
    rotation
        .get()
        .compose(each -> each.run(progress))
        .onComplete(
            result -> {
              rotating.set(null);
              promise.handle(result);
            });
    return promise.future();
  }

  /**
   * Deletes exchange records of this data owner that a later one, made by this device, takes the
   * place of, and that no entity it sees is wrapped under. Of a pair there may be only so many
   * ({@link dev.salus.api.Quota#EXCHANGES_OF_PAIR}); each rotation, on either side, takes one more.
   * Goes through all entities of the data owner. Not to be called while another device of it shares
   * something.
   *
   * @return the ids of those that were deleted
   */
  public Future<List<String>> deleteUnusedExchanges() {
    return tools.get().compose(with -> with.unused().delete());
  }

  /** Whether a rotation was begun, here or before a restart, and is to be finished. */
  public Future<Boolean> isRotationUnfinished() {
    return rotation.get().compose(KeyRotation::isUnfinished);
  }
}
