package dev.salus.sdk.vectors;

import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.OwnerKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes the vectors of §10: whom the cards that are listed and the decisions of a ring trust. */
final class TrustVectors {

  private static final long T = Fixed.CREATED;
  private static final long NOW = T + 3_600_000;
  private static final long AHEAD = NOW + 300_001;

  private static final OwnerKey A = Fixed.key(Fixed.ALICE, "trust a", T);
  private static final OwnerKey B = Fixed.key(Fixed.ALICE, "trust b", T + 1_000);
  private static final OwnerKey C = Fixed.key(Fixed.ALICE, "trust c", T + 2_000);
  private static final OwnerKey D = Fixed.key(Fixed.ALICE, "trust d", T + 3_000);
  private static final OwnerKey EARLY = Fixed.key(Fixed.ALICE, "trust early", 1);
  private static final OwnerKey SAME = Fixed.key(Fixed.ALICE, "trust same", T);
  private static final OwnerKey LATE = Fixed.key(Fixed.ALICE, "trust late", AHEAD);
  private static final OwnerKey READER = Fixed.key(Fixed.BOB, "trust reader");

  private TrustVectors() {}

  static JsonObject make() {
    List<Case> cases = new ArrayList<>();
    addEndorsements(cases);
    addRetirements(cases);
    addEachOther(cases);
    addDecisions(cases);
    addOwn(cases);
    return new JsonObject()
        .put("section", "10")
        .put("cases", new JsonArray(cases.stream().map(each -> each.made).toList()))
        .put("firstUse", new JsonArray(firstUse()));
  }

  private static void addEndorsements(List<Case> cases) {
    cases.add(
        known("a pinned card, what it endorses, and what that endorses")
            .listed(A.card(), by(B, A), by(C, B))
            .trusts(A, B, C));
    cases.add(
        known("an endorsement by a card that is not trusted")
            .listed(A.card(), C.card(), by(B, C))
            .trusts(A));
    KeyCard forged = C.card().withEndorsement(D.endorse(C.card()));
    JsonObject inTheNameOfA = forged.toJson();
    inTheNameOfA.getJsonArray("endorsements").getJsonObject(0).put("by", A.keyId());
    cases.add(
        known("an endorsement that does not hold")
            .listed(A.card(), KeyCard.parse(inTheNameOfA))
            .trusts(A));
    cases.add(
        known("a card that is dated more than five minutes ahead")
            .listed(A.card(), by(LATE, A))
            .trusts(A));
  }

  private static void addRetirements(List<Case> cases) {
    KeyCard rotated = A.card().withRetirement(A.retire(A.card(), T + 5_000, B.keyId()));
    KeyCard retiredByHeir = A.card().withRetirement(B.retire(A.card(), T + 5_000, null));
    KeyCard retiredByGrandchild = A.card().withRetirement(C.retire(A.card(), T + 5_000, null));
    KeyCard retiredAhead = A.card().withRetirement(A.retire(A.card(), AHEAD, null));
    KeyCard gone = A.card().withRetirement(A.retire(A.card(), T + 5_000, null));
    KeyCard goneBefore = by(B, A).withRetirement(B.retire(B.card(), T + 4_000, null));
    cases.add(
        known("a card that retired itself vouches for its successor alone")
            .listed(rotated, by(B, A), by(C, A))
            .trusts(B)
            .ended(A, T + 5_000));
    cases.add(
        known("a card that one retired which it vouches for vouches for that one alone")
            .listed(retiredByHeir, by(B, A), by(C, A))
            .trusts(B)
            .ended(A, T + 5_000));
    cases.add(
        known("a card that one retired which it vouches for through another one")
            .listed(retiredByGrandchild, by(B, A), by(C, B))
            .trusts()
            .ended(A, T + 5_000));
    cases.add(
        known("a retirement by a card that is not trusted")
            .listed(retiredByGrandchild, C.card())
            .trusts(A));
    cases.add(
        known("a retirement that is dated more than five minutes ahead")
            .listed(retiredAhead, by(B, A))
            .trusts(A, B));
    cases.add(
        known("a retired card vouches for what was retired before, and that for nothing that lives")
            .listed(gone, goneBefore, by(C, B))
            .trusts()
            .ended(A, T + 5_000)
            .ended(B, T + 4_000));
  }

  private static void addEachOther(List<Case> cases) {
    KeyCard first = by(B, A).withRetirement(A.retire(B.card(), T + 4_000, null));
    KeyCard second = A.card().withRetirement(B.retire(A.card(), T + 5_000, null));
    cases.add(
        of("of two that retire each other the earlier date counts", READER)
            .pinned(A, "confirmed")
            .pinned(B, "confirmed")
            .listed(first, second)
            .trusts(A)
            .ended(B, T + 4_000));
    cases.add(
        of("of two that retire each other the one that a human compared wins", READER)
            .pinned(B, "confirmed")
            .listed(by(A, B).withRetirement(second.retired()), first)
            .trusts(B)
            .ended(A, T + 5_000));
  }

  private static void addDecisions(List<Case> cases) {
    KeyCard[] chain = {A.card(), by(B, A), by(C, B)};
    for (String how : List.of("confirmed", "verified", "accepted", "proven", "firstUse")) {
      cases.add(of("a pin: " + how, READER).pinned(A, how).listed(chain).trusts(A, B, C));
    }
    cases.add(of("a pin that says nothing", READER).pinned(A, "liked").listed(chain).trusts());
    cases.add(
        of("first use counts no more once a human compared another card", READER)
            .pinned(A, "firstUse")
            .pinned(C, "confirmed")
            .listed(A.card(), C.card())
            .trusts(C));
    cases.add(
        of("of two that first use took the earlier one counts", READER)
            .pinned(C, "firstUse")
            .pinned(A, "firstUse")
            .listed(A.card(), C.card())
            .trusts(C));
    cases.add(
        known("a distrusted card, and what it alone vouches for")
            .pinned(B, "distrusted")
            .listed(chain)
            .trusts(A));
    cases.add(
        known("one that was confirmed once, and is distrusted")
            .pinned(C, "confirmed")
            .pinned(C, "distrusted")
            .listed(A.card(), C.card())
            .trusts(A));
    cases.add(
        known("one that was regained after")
            .pinned(B, "distrusted")
            .pinned(B, "regained")
            .listed(chain)
            .trusts(A, B, C));
    cases.add(
        known("one that was distrusted after it was regained")
            .pinned(B, "regained")
            .pinned(B, "distrusted")
            .listed(chain)
            .trusts(A));
  }

  private static void addOwn(List<Case> cases) {
    KeyCard[] listed = {A.card(), by(B, A), C.card(), by(D, C)};
    cases.add(of("an own key, and what it endorses", C).listed(listed).trusts(C, D));
    cases.add(
        of("an attested card verifies up to then, and vouches for nothing", C)
            .pinned(A, "attested", T + 500)
            .listed(listed)
            .trusts(C, D)
            .ended(A, T + 500));
    cases.add(
        of("an attested card that a human compared later", C)
            .pinned(A, "attested", T + 500)
            .pinned(A, "confirmed")
            .listed(listed)
            .trusts(A, B, C, D));
    cases.add(
        of("an own card that is known to be retired, whatever is listed", C)
            .pinned(A, "retired", T + 500)
            .listed(listed)
            .trusts(C, D)
            .ended(A, T + 500));
    cases.add(
        of("an own key that somebody distrusted is trusted all the same", C)
            .pinned(C, "distrusted")
            .listed(listed)
            .trusts(C, D));
  }

  private static List<JsonObject> firstUse() {
    KeyCard lost = C.card().withRetirement(C.retire(C.card(), T + 5_000, null));
    KeyCard early = EARLY.card();
    return List.of(
        taken("one card", A, List.of(), A.card()),
        taken("the oldest, on which all hang", A, List.of(), by(C, B), by(B, A), A.card()),
        taken("one more that does not hang on it", null, List.of(), A.card(), by(B, A), C.card()),
        taken("one more that does not, and is retired", B, List.of(), B.card(), lost),
        taken("one more, dated back", null, List.of(), A.card(), by(B, A), early),
        taken(
            "one that is dated back and endorses", EARLY, List.of(), by(A, EARLY), by(B, A), early),
        taken("a live one that is unvouched", null, List.of(B), A.card(), by(B, A)),
        taken(
            "one of two of the same date that do not hang together",
            null,
            List.of(),
            A.card(),
            SAME.card()),
        taken("of two of the same date the lower keyId", lower(), List.of(), hanging()),
        taken("one that is dated ahead", null, List.of(), LATE.card()),
        taken("none", null, List.of()));
  }

  private static OwnerKey lower() {
    return A.keyId().compareTo(SAME.keyId()) < 0 ? A : SAME;
  }

  private static KeyCard[] hanging() {
    OwnerKey higher = lower() == A ? SAME : A;
    return new KeyCard[] {by(higher, lower()), by(lower(), higher)};
  }

  private static JsonObject taken(
      String name, OwnerKey taken, List<OwnerKey> unvouched, KeyCard... cards) {
    JsonObject made =
        new JsonObject()
            .put("name", name)
            .put("owner", Fixed.ALICE)
            .put("now", NOW)
            .put("cards", json(cards))
            .put("unvouched", new JsonArray(unvouched.stream().map(OwnerKey::keyId).toList()));
    return taken == null ? made : made.put("taken", taken.keyId());
  }

  private static JsonArray json(KeyCard... cards) {
    return new JsonArray(Stream.of(cards).map(KeyCard::toJson).toList());
  }

  private static KeyCard by(OwnerKey card, OwnerKey endorser) {
    return card.card().withEndorsement(endorser.endorse(card.card()));
  }

  /** A case in which the reader has confirmed the first card. */
  private static Case known(String name) {
    return of(name, READER).pinned(A, "confirmed");
  }

  private static Case of(String name, OwnerKey reader) {
    return new Case(name, reader);
  }

  /** A ring, cards, and whom it trusts. Pins are a second apart, in the order of the calls. */
  private static final class Case {
    private final JsonArray pins = new JsonArray();
    private final JsonObject made = new JsonObject();
    private final OwnerKey reader;

    private Case(String name, OwnerKey reader) {
      this.reader = reader;
      made.put("name", name).put("owner", Fixed.ALICE).put("now", NOW);
    }

    private Case pinned(OwnerKey card, String how) {
      return pinned(card, how, null);
    }

    private Case pinned(OwnerKey card, String how, Long until) {
      pins.add(Fixed.pin(card, how, T + 10_000 + 1_000L * pins.size(), until));
      return this;
    }

    private Case listed(KeyCard... cards) {
      made.put("ring", Fixed.ring(reader, new JsonObject(Map.of(Fixed.ALICE, pins))));
      made.put("cards", json(cards));
      return this;
    }

    private Case trusts(OwnerKey... live) {
      made.put("live", new JsonArray(Stream.of(live).map(OwnerKey::keyId).sorted().toList()));
      made.put("ended", new JsonObject());
      return this;
    }

    private Case ended(OwnerKey card, long at) {
      made.getJsonObject("ended").put(card.keyId(), at);
      return this;
    }
  }
}
