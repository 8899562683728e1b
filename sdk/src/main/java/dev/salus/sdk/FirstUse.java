package dev.salus.sdk;

import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.device.DeviceApi;
import dev.salus.sdk.error.NoKeyRing;
import dev.salus.sdk.recovery.AccessBackApi;
import dev.salus.sdk.recovery.NotaryApi;
import io.vertx.core.Future;
import java.util.List;

/**
 * What an application decides, by asking a person, when its key store has no key ring of the user's
 * data owner. New keys open nothing of what was shared before, and a server may hide the cards that
 * there are or name a data owner of its choice: so it is never decided silently, and {@link
 * Choice.MakeKeys} is no answer that an application gives by itself.
 */
@FunctionalInterface
public interface FirstUse {

  /** Fails with {@link NoKeyRing}: keys are made on another occasion, or nowhere. */
  FirstUse REFUSED = situation -> Future.failedFuture(new NoKeyRing(situation.dataOwner()));

  /**
   * The decision. A failure ends the connecting with it; nothing was made then.
   *
   * @param situation what the server says
   */
  Future<Choice> choose(Situation situation);

  /**
   * What there is to know before deciding.
   *
   * @param dataOwner the data owner's id
   * @param cards its cards, as the server lists them; a server may hide some
   */
  record Situation(String dataOwner, List<ListedCard> cards) {

    /** Copies the list. */
    public Situation {
      cards = List.copyOf(cards);
    }

    /** Whether the data owner has made keys before, on this device or another. */
    public boolean hasCards() {
      return !cards.isEmpty();
    }
  }

  /**
   * A card of the data owner.
   *
   * @param keyId identifies the key
   * @param fingerprint for people to compare, twelve groups of five digits
   * @param createdAt milliseconds since the epoch, as the device that made it says
   * @param retired whether it is said to be retired
   */
  record ListedCard(String keyId, String fingerprint, long createdAt, boolean retired) {}

  /** What to do. */
  sealed interface Choice {

    /**
     * Makes the data owner's first keys. Fails with {@link dev.salus.sdk.error.KeysExist} if it has
     * cards already.
     */
    record MakeKeys() implements Choice {}

    /**
     * Makes a key of this device for a data owner who has cards already. It writes at once, and
     * sees what was there before as still encrypted, until another device {@linkplain
     * DeviceApi#letIn lets it in} or counterparts give access back. Fails with {@link
     * dev.salus.api.Invalid} if the owner has no card.
     */
    record AddDevice() implements Choice {}

    /**
     * Gets the keys back with a recovery key, or with one that another device made to hand them
     * over (protocol §9.2). Fails with {@link dev.salus.sdk.error.RecoveryRefused} if it opens
     * nothing of this data owner.
     *
     * @param key as the person typed it in
     */
    record Restore(RecoveryKey key) implements Choice {}

    /**
     * Adds this device as {@link AddDevice} does, and asks the data owner's notaries for the lost
     * keys (protocol §9.4); go on with {@link NotaryApi}. Fails with {@link dev.salus.api.NotFound}
     * if there are no notaries; the device is added then.
     */
    record AskNotaries() implements Choice {}

    /**
     * Adds this device as {@link AddDevice} does, and asks everybody with whom the data owner has
     * ever shared to give access back (protocol §9.3); go on with {@link AccessBackApi}.
     */
    record AskForAccess() implements Choice {}
  }
}
