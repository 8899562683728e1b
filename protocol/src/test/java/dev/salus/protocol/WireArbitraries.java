package dev.salus.protocol;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Valid wire records, for properties. */
final class WireArbitraries {

  private WireArbitraries() {}

  static Arbitrary<String> uuid() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
        .as((high, low) -> new UUID(high, low).toString());
  }

  static Arbitrary<String> base64(int bytes) {
    return Arbitraries.bytes().array(byte[].class).ofSize(bytes).map(Base64Url::encode);
  }

  static Arbitrary<Long> integer() {
    return Arbitraries.longs().between(0, StrictJson.MAX_INTEGER);
  }

  static Arbitrary<String> text() {
    return Arbitraries.strings()
        .all()
        .ofMaxLength(12)
        .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
  }

  private static Arbitrary<List<String>> uuids() {
    return uuid().list().uniqueElements().ofMaxSize(3);
  }

  private static Arbitrary<List<String>> base64s(int bytes) {
    return base64(bytes).list().uniqueElements().ofMaxSize(3);
  }

  static Arbitrary<KeyCard> cards() {
    Arbitrary<Endorsement> endorsement =
        Combinators.combine(base64(32), base64(64)).as(Endorsement::new);
    Arbitrary<Retirement> retirement =
        Combinators.combine(integer(), base64(32), base64(32).injectNull(0.5), base64(64))
            .as(Retirement::new);
    return Combinators.combine(
            uuid(),
            Arbitraries.bytes().array(byte[].class).ofSize(KeyCard.KEM_BYTES),
            Arbitraries.bytes().array(byte[].class).ofSize(Signatures.PUBLIC_KEY_BYTES),
            integer(),
            base64(64),
            endorsement.list().ofMaxSize(2),
            retirement.injectNull(0.5))
        .as(
            (owner, kem, sign, at, signature, endorsements, retired) ->
                new KeyCard(
                    owner,
                    KeyCard.keyId(kem, sign),
                    Base64Url.encode(kem),
                    Base64Url.encode(sign),
                    at,
                    signature,
                    endorsements,
                    retired));
  }

  static Arbitrary<ExchangeRecord> exchanges() {
    Arbitrary<Attestation> attestation =
        Combinators.combine(
                base64(32),
                integer(),
                Arbitraries.maps(base64(32), Arbitraries.of("confirmed", "endorsed")).ofMaxSize(3),
                base64(64))
            .as(Attestation::new);
    Arbitrary<Map<String, String>> sealed =
        Arbitraries.maps(base64(32), base64(ExchangeRecord.SEALED_BYTES)).ofMaxSize(3);
    return Combinators.combine(
            uuid(), uuid(), uuid(), integer(), base64(32), base64(32), base64(64), sealed)
        .flatAs(
            (id, delegator, delegate, at, commitment, by, signature, entries) ->
                attestation
                    .list()
                    .ofSize(entries.size())
                    .map(
                        attestations ->
                            new ExchangeRecord(
                                id,
                                delegator,
                                delegate,
                                at,
                                commitment,
                                by,
                                signature,
                                entries,
                                everySecond(entries, attestations))));
  }

  private static Map<String, Attestation> everySecond(
      Map<String, String> entries, List<Attestation> attestations) {
    Map<String, Attestation> chosen = new LinkedHashMap<>();
    int at = 0;
    for (String keyId : entries.keySet()) {
      if (at % 2 == 0) {
        chosen.put(keyId, attestations.get(at));
      }
      at++;
    }
    return chosen;
  }

  static Arbitrary<AutoSharePolicy> policies() {
    return Combinators.combine(
            uuid(), integer(), integer(), uuids(), uuids(), uuids(), base64(32), base64(64))
        .as(AutoSharePolicy::new);
  }

  static Arbitrary<NotarySet> notarySets() {
    return uuid()
        .list()
        .uniqueElements()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(ids -> ids.stream().sorted().toList())
        .flatMap(WireArbitraries::notarySets);
  }

  private static Arbitrary<NotarySet> notarySets(List<String> notaries) {
    return Combinators.combine(
            uuid(),
            uuid(),
            Arbitraries.integers().between(1, notaries.size()),
            base64(NotarySet.RECOVERY_ID_BYTES),
            integer(),
            base64(32).list().ofSize(notaries.size()),
            base64(32),
            base64(64))
        .as(
            (setId, owner, k, recoveryId, at, commitments, by, signature) -> {
              Map<String, String> committed = new LinkedHashMap<>();
              notaries.forEach(id -> committed.put(id, commitments.get(committed.size())));
              return new NotarySet(
                  setId, owner, k, notaries, recoveryId, at, committed, by, signature);
            });
  }

  static Arbitrary<ShareReturn> shareReturns() {
    return Combinators.combine(base64(NotarySet.SEALED_SHARE_BYTES), base64(32), base64(64))
        .as(ShareReturn::new);
  }

  private static boolean useEachExchangeOnce(List<Grant> grants) {
    long used = grants.stream().mapToLong(grant -> grant.delegations().size()).sum();
    return used
        == grants.stream()
            .flatMap(grant -> grant.delegations().keySet().stream())
            .distinct()
            .count();
  }

  static Arbitrary<Grant> grants() {
    return Combinators.combine(
            uuid(),
            base64(32),
            integer(),
            integer(),
            uuids(),
            Arbitraries.maps(uuid(), delegations()).ofMaxSize(2),
            base64s(32),
            base64(64))
        .as(Grant::new);
  }

  private static Arbitrary<Delegation> delegations() {
    Arbitrary<String> box = Arbitraries.integers().between(28, 60).flatMap(WireArbitraries::base64);
    return Combinators.combine(
            uuid(),
            Arbitraries.of(Permission.class),
            box.injectNull(0.3),
            uuid().injectNull(0.5),
            box.injectNull(0.3))
        .as(
            (delegate, permission, wrapped, under, link) ->
                new Delegation(
                    delegate, permission, wrapped, wrapped == null ? null : under, link));
  }

  private static Arbitrary<EntityHeader> headers() {
    Arbitrary<Revocation> revocation = Combinators.combine(uuid(), integer()).as(Revocation::new);
    Arbitrary<String> filled = text().filter(text -> !text.isEmpty());
    Arbitrary<Tag> tag = Combinators.combine(filled, filled, filled.injectNull(0.5)).as(Tag::new);
    Arbitrary<List<String>> ids = uuid().list().ofSize(4);
    Arbitrary<List<Long>> numbers = integer().list().ofSize(4);
    return Combinators.combine(
            Arbitraries.of(EntityType.class),
            ids,
            numbers,
            base64(32).list().ofSize(2),
            revocation.list().uniqueElements().ofMaxSize(2),
            tag.list().uniqueElements().ofMaxSize(2),
            base64s(EntityHeader.LINK_BYTES))
        .as(
            (type, id, number, hashes, revoked, tags, links) ->
                new EntityHeader(
                    type,
                    id.get(0),
                    number.get(0),
                    number.get(1),
                    id.get(1),
                    id.get(2),
                    id.get(3),
                    number.get(2),
                    number.get(3),
                    hashes.get(0),
                    revoked,
                    tags,
                    links,
                    hashes.get(1)));
  }

  static Arbitrary<Entity> entities() {
    return Combinators.combine(
            headers(),
            Arbitraries.integers().between(28, 400).flatMap(WireArbitraries::base64),
            base64(64),
            grants().list().ofMaxSize(2).filter(WireArbitraries::useEachExchangeOnce),
            text().injectNull(0.5))
        .as(Entity::new);
  }
}
