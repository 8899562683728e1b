package dev.salus.sdk.vectors;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.Grant;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Permission;
import dev.salus.protocol.Revocation;
import dev.salus.sdk.crypto.OwnerKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the vectors of §4 and §5 that need no key: which grants count, which delegations are valid,
 * whether the content is genuine; and what contradicts what was seen. Contents are no boxes, and
 * nothing is wrapped.
 */
final class DelegationVectors {

  private static final long T = Fixed.CREATED;
  private static final String READ = "READ";
  static final String WRITE = "WRITE";
  private static final String DAVE = "77777777-7777-4777-8777-777777777777";

  static final OwnerKey ALICE = Fixed.key(Fixed.ALICE, "alice");
  static final OwnerKey BOB = Fixed.key(Fixed.BOB, "bob");
  static final OwnerKey CAROL = Fixed.key(Fixed.CAROL, "carol");
  static final OwnerKey READER = Fixed.key(DAVE, "dave");

  static final String OWN = exchange(1);
  private static final String TO_BOB = exchange(2);
  private static final String TO_CAROL = exchange(3);
  private static final String TO_DAVE = exchange(4);
  private static final String TO_BOB_AGAIN = exchange(5);
  private static final String CAROL_TO_BOB = exchange(6);

  private DelegationVectors() {}

  private static String exchange(int number) {
    return "88888888-8888-4888-8888-88888888888" + number;
  }

  static JsonObject make() {
    List<DelegationCase> cases = new ArrayList<>();
    addValid(cases);
    addRevoked(cases);
    addSigners(cases);
    addEvidence(cases);
    return new JsonObject()
        .put("section", "4, 5")
        .put("cases", new JsonArray(cases.stream().map(each -> each.made).toList()))
        .put("memory", new JsonArray(memory()));
  }

  private static void addValid(List<DelegationCase> cases) {
    cases.add(of("what the author gave").given(toBob(WRITE)).is("genuine", OWN, TO_BOB));
    cases.add(
        of("what was passed on")
            .given(toBob(WRITE), toCarol(READ))
            .by(BOB, TO_BOB)
            .is("genuine", OWN, TO_BOB, TO_CAROL));
    cases.add(
        of("more than the parent has")
            .given(toBob(READ), toCarol(WRITE))
            .is("genuine", OWN, TO_BOB));
    cases.add(
        of("a parent that somebody else holds")
            .given(toBob(WRITE), grant(CAROL, 1, List.of(TO_BOB), TO_DAVE, DAVE, READ))
            .is("genuine", OWN, TO_BOB));
    cases.add(
        of("no parent, by another than the author")
            .given(toBob(WRITE), grant(BOB, 1, List.of(), TO_CAROL, Fixed.CAROL, READ))
            .is("genuine", OWN, TO_BOB));
    cases.add(
        of("one of two parents carries")
            .given(toBob(WRITE), grant(BOB, 1, List.of(OWN, TO_BOB), TO_CAROL, Fixed.CAROL, READ))
            .is("genuine", OWN, TO_BOB, TO_CAROL));
    cases.add(
        of("two that only carry each other")
            .given(
                grant(BOB, 1, List.of(CAROL_TO_BOB), TO_CAROL, Fixed.CAROL, WRITE),
                grant(CAROL, 1, List.of(TO_CAROL), CAROL_TO_BOB, Fixed.BOB, WRITE))
            .is("genuine", OWN));
  }

  private static void addRevoked(List<DelegationCase> cases) {
    Revocation bobs = new Revocation(Fixed.BOB, 2);
    cases.add(
        of("revoked, and what hangs on it, though a server lists the grants again")
            .generation(2, bobs)
            .given(toBob(WRITE), toCarol(READ))
            .is("genuine", OWN));
    cases.add(
        of("given again after")
            .generation(2, bobs)
            .given(toBob(WRITE), grant(ALICE, 2, List.of(), TO_BOB_AGAIN, Fixed.BOB, READ))
            .is("genuine", OWN, TO_BOB_AGAIN));
    cases.add(
        of("a parent of a higher generation")
            .generation(2)
            .given(
                grant(ALICE, 2, List.of(), TO_BOB, Fixed.BOB, WRITE),
                grant(BOB, 1, List.of(TO_BOB), TO_CAROL, Fixed.CAROL, READ))
            .is("genuine", OWN, TO_BOB));
    cases.add(
        of("a generation that the entity has not, and none")
            .given(
                grant(ALICE, 2, List.of(), TO_BOB, Fixed.BOB, WRITE),
                grant(ALICE, 0, List.of(), TO_CAROL, Fixed.CAROL, WRITE))
            .leftOut(1, 2)
            .is("genuine", OWN));
  }

  private static void addSigners(List<DelegationCase> cases) {
    KeyCard retired = BOB.card().withRetirement(BOB.retire(BOB.card(), T + 10, null));
    Grant forged = toBob(WRITE);
    cases.add(
        of("a grant under a card that is not trusted")
            .unknown(BOB)
            .given(toBob(WRITE), toCarol(WRITE))
            .leftOut(2)
            .is("genuine", OWN, TO_BOB));
    cases.add(
        of("a content under a card that is not trusted")
            .unknown(BOB)
            .given(toBob(WRITE))
            .by(BOB, TO_BOB)
            .is("doubtful", OWN, TO_BOB));
    cases.add(
        of("a content under a card that is not listed")
            .unlisted(BOB)
            .given(toBob(WRITE))
            .by(BOB, TO_BOB)
            .is("doubtful", OWN, TO_BOB));
    cases.add(
        of("a writer whose right only a grant shows that does not count")
            .unknown(BOB)
            .given(toBob(WRITE), toCarol(WRITE))
            .by(CAROL, TO_CAROL)
            .leftOut(2)
            .is("doubtful", OWN, TO_BOB));
    cases.add(
        of("a content five minutes after its card was retired")
            .listed(retired)
            .given(toBob(WRITE))
            .by(BOB, TO_BOB)
            .at(T + 10 + 300_000)
            .is("genuine", OWN, TO_BOB));
    cases.add(
        of("a content later than that")
            .listed(retired)
            .given(toBob(WRITE))
            .by(BOB, TO_BOB)
            .at(T + 10 + 300_001)
            .is("doubtful", OWN, TO_BOB));
    cases.add(
        of("a grant that does not hold")
            .given(
                new Grant(
                    forged.by(),
                    forged.signedBy(),
                    forged.grantedAt(),
                    forged.generation(),
                    forged.parents(),
                    forged.delegations(),
                    List.of(),
                    Base64Url.encode(Fixed.bytes("no signature", 64))))
            .leftOut(1)
            .is("genuine", OWN));
    cases.add(of("a content that does not hold").given(toBob(WRITE)).badlySigned().isRefused());
  }

  private static void addEvidence(List<DelegationCase> cases) {
    Revocation bobs = new Revocation(Fixed.BOB, 2);
    cases.add(
        of("a writer whose delegation is gone")
            .given(gone(ALICE, List.of(), TO_BOB, Fixed.BOB, WRITE))
            .by(BOB, TO_BOB)
            .is("genuine", OWN));
    cases.add(
        of("a writer whose delegation is gone, and its parent too")
            .given(
                gone(ALICE, List.of(), TO_BOB, Fixed.BOB, WRITE),
                gone(BOB, List.of(TO_BOB), TO_CAROL, Fixed.CAROL, WRITE))
            .by(CAROL, TO_CAROL)
            .is("genuine", OWN));
    cases.add(
        of("a delegation of READ that is gone")
            .given(gone(ALICE, List.of(), TO_BOB, Fixed.BOB, READ))
            .by(BOB, TO_BOB)
            .isRefused());
    cases.add(
        of("a delegation to another that is gone")
            .given(gone(ALICE, List.of(), TO_BOB, Fixed.CAROL, WRITE))
            .by(BOB, TO_BOB)
            .isRefused());
    cases.add(of("a writer whom nothing shows").by(CAROL, TO_CAROL).isRefused());
    cases.add(
        of("a writer who was revoked before")
            .generation(2, bobs)
            .given(gone(ALICE, List.of(), TO_BOB, Fixed.BOB, WRITE))
            .by(BOB, TO_BOB)
            .isRefused());
    cases.add(of("a reader").given(toBob(READ)).by(BOB, TO_BOB).isRefused());
    cases.add(
        of("a later grant of READ under the exchange of one that is gone")
            .given(gone(ALICE, List.of(), TO_BOB, Fixed.BOB, WRITE), toBob(READ))
            .by(BOB, TO_BOB)
            .is("genuine", OWN, TO_BOB));
  }

  /** Of one entity, as it is seen after another version of it. */
  private static List<JsonObject> memory() {
    Revocation bobs = new Revocation(Fixed.BOB, 2);
    Revocation carols = new Revocation(Fixed.CAROL, 3);
    DelegationCase seen = of("seen").version(3).generation(2, bobs).is("genuine", OWN);
    return List.of(
        remembered("the same", seen, seen, null),
        remembered("a later version", seen, of("").version(4).generation(2, bobs), null),
        remembered(
            "a later version with a later key",
            seen,
            of("").version(4).generation(3, bobs, carols),
            null),
        remembered("an earlier version", seen, of("").version(2).generation(2, bobs), "ROLLBACK"),
        remembered("an earlier key", seen, of("").version(4).generation(1, bobs), "ROLLBACK"),
        remembered(
            "another text of the version",
            seen,
            of("").version(3).generation(2, bobs).at(T + 99),
            "FORK"),
        remembered("a lost revocation", seen, of("").version(4).generation(2), "HISTORY"),
        remembered(
            "another creation date",
            seen,
            of("").version(4).generation(2, bobs).createdAt(T + 1),
            "HISTORY"),
        remembered(
            "another author", seen, of("").version(4).generation(2, bobs).author(BOB), "HISTORY"));
  }

  private static JsonObject remembered(
      String name, DelegationCase before, DelegationCase now, String refused) {
    now.is("", OWN);
    JsonObject made =
        new JsonObject()
            .put("name", name)
            .put("before", before.made.getJsonObject("entity"))
            .put("entity", now.made.getJsonObject("entity"));
    return refused == null ? made : made.put("refused", refused);
  }

  private static Grant toBob(String permission) {
    return grant(ALICE, 1, List.of(), TO_BOB, Fixed.BOB, permission);
  }

  private static Grant toCarol(String permission) {
    return grant(BOB, 1, List.of(TO_BOB), TO_CAROL, Fixed.CAROL, permission);
  }

  static Grant grant(
      OwnerKey by,
      long generation,
      List<String> parents,
      String exchange,
      String delegate,
      String permission) {
    Delegation given = new Delegation(delegate, Permission.valueOf(permission), null, null, null);
    return new Grant(
        by.owner(), by.keyId(), T + 1, generation, parents, Map.of(exchange, given), List.of(), "");
  }

  /** A grant of which the delegation was removed. */
  private static Grant gone(
      OwnerKey by, List<String> parents, String exchange, String delegate, String permission) {
    byte[] digest = Delegation.digest(exchange, delegate, Permission.valueOf(permission));
    return grant(by, 1, parents, exchange, delegate, permission)
        .withDelegations(Map.of(), List.of(Base64Url.encode(digest)));
  }

  private static DelegationCase of(String name) {
    return new DelegationCase(name);
  }
}
