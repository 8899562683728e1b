package dev.salus.app.scenarios.stage;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.error.MissingShares;
import dev.salus.sdk.recovery.AppointedNotaries;
import dev.salus.sdk.recovery.ShareRequest;
import java.util.List;

/** What people do with notaries. */
public final class Notarial {

  private Notarial() {}

  /** What somebody's own device shows. */
  public static String fingerprint(Person person) {
    return Fingerprint.of(person.id(), person.keys().current().keyId());
  }

  /** The one compares the other's fingerprint. */
  public static void compare(Person who, Person whose) {
    await(who.salus().dataOwnerApi().verify(whose.id(), fingerprint(whose)));
  }

  /** Appoints notaries after comparing their fingerprints; they take it on after comparing its. */
  public static AppointedNotaries appoint(Person owner, int k, List<Person> notaries) {
    AppointedNotaries set = appointOnly(owner, k, notaries);
    notaries.forEach(
        notary -> await(notary.salus().notaryApi().accept(set.setId(), fingerprint(owner))));
    return set;
  }

  /** The same, but no notary takes it on. */
  public static AppointedNotaries appointOnly(Person owner, int k, List<Person> notaries) {
    notaries.forEach(notary -> compare(owner, notary));
    return await(owner.salus().notaryApi().appoint(k, notaries.stream().map(Person::id).toList()));
  }

  /** Asks the notaries of the only set there is. */
  public static ShareRequest ask(Person lost) {
    List<AppointedNotaries> sets = await(lost.salus().notaryApi().sets());
    assertThat(sets).hasSize(1);
    assertThat(sets.get(0).trusted()).as("without the old keys").isFalse();
    return await(lost.salus().notaryApi().ask(sets.get(0).setId()));
  }

  /** Approves the only request there is, with the fingerprint that the other reads out. */
  public static void approve(Person notary, Person lost) {
    await(notary.salus().notaryApi().approve(pending(notary), fingerprint(lost)));
  }

  /** The only request to a notary. */
  public static ShareRequest pending(Person notary) {
    List<ShareRequest> pending = await(notary.salus().notaryApi().pendingRequests());
    assertThat(pending).hasSize(1);
    return pending.get(0);
  }

  /** What is said while there are too few shares. */
  public static MissingShares missing(Person lost, ShareRequest request, int k) {
    return failure(MissingShares.class, lost.salus().notaryApi().restore(request, k));
  }
}
