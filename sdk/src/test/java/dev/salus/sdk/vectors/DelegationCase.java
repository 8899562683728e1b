package dev.salus.sdk.vectors;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Grant;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Revocation;
import dev.salus.sdk.crypto.OwnerKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An entity of Alice's with her own grant, as a reader sees it who has confirmed all three. */
final class DelegationCase {
  final JsonObject made = new JsonObject();
  private final TreeMap<String, KeyCard> cards = new TreeMap<>();
  private final JsonObject pins = new JsonObject();
  private final List<Grant> grants = new ArrayList<>();
  private final List<Integer> leftOut = new ArrayList<>();
  private List<Revocation> revoked = List.of();
  private OwnerKey author = DelegationVectors.ALICE;
  private OwnerKey writer = DelegationVectors.ALICE;
  private String under = DelegationVectors.OWN;
  private long version = 2;
  private long generation = 1;
  private long created = Fixed.CREATED;
  private long modified = Fixed.CREATED + 20;
  private boolean bad;

  DelegationCase(String name) {
    made.put("name", name);
    for (OwnerKey key :
        List.of(DelegationVectors.ALICE, DelegationVectors.BOB, DelegationVectors.CAROL)) {
      cards.put(key.owner(), key.card());
      pins.put(key.owner(), new JsonArray().add(Fixed.pin(key, "confirmed", Fixed.CREATED, null)));
    }
  }

  DelegationCase given(Grant... given) {
    grants.addAll(List.of(given));
    return this;
  }

  DelegationCase generation(long key, Revocation... whom) {
    generation = key;
    revoked = List.of(whom);
    return this;
  }

  DelegationCase version(long number) {
    version = number;
    return this;
  }

  DelegationCase author(OwnerKey key) {
    author = key;
    writer = key;
    return this;
  }

  DelegationCase by(OwnerKey key, String exchange) {
    writer = key;
    under = exchange;
    return this;
  }

  DelegationCase at(long date) {
    modified = date;
    return this;
  }

  DelegationCase createdAt(long date) {
    created = date;
    return this;
  }

  DelegationCase unknown(OwnerKey key) {
    pins.remove(key.owner());
    return this;
  }

  DelegationCase unlisted(OwnerKey key) {
    cards.remove(key.owner());
    return this;
  }

  DelegationCase listed(KeyCard card) {
    cards.put(card.owner(), card);
    return this;
  }

  /** Of the grants, the author's own not counted, which do not count, from 1 on. */
  DelegationCase leftOut(Integer... which) {
    leftOut.addAll(List.of(which));
    return this;
  }

  DelegationCase badlySigned() {
    bad = true;
    return this;
  }

  DelegationCase isRefused() {
    return is("refused");
  }

  DelegationCase is(String content, String... valid) {
    Entity entity = entity();
    made.put("ring", Fixed.ring(DelegationVectors.READER, pins))
        .put("cards", new JsonArray(cards.values().stream().map(KeyCard::toJson).toList()))
        .put("entity", entity.toJson())
        .put("content", content);
    if (!content.equals("refused")) {
      made.put(
              "counts",
              new JsonArray(
                  IntStream.range(0, entity.grants().size())
                      .mapToObj(i -> !leftOut.contains(i))
                      .toList()))
          .put("valid", new JsonArray(Stream.of(valid).sorted().toList()));
    }
    return this;
  }

  private Entity entity() {
    String id = EntityVectors.SAMPLE_ID;
    EntityHeader header =
        new EntityHeader(
            EntityType.DATA_SAMPLE,
            id,
            created,
            modified,
            author.owner(),
            writer.owner(),
            under,
            version,
            generation,
            Base64Url.encode(Fixed.bytes("delegations commitment", 32)),
            revoked,
            List.of(),
            List.of(),
            writer.keyId());
    byte[] content = Fixed.bytes("delegations content", 256);
    List<Grant> all = new ArrayList<>();
    all.add(
        DelegationVectors.grant(
            author, 1, List.of(), DelegationVectors.OWN, author.owner(), DelegationVectors.WRITE));
    all.addAll(grants);
    byte[] signed = bad ? new byte[1] : header.signedBytes(content);
    return new Entity(
        header,
        Base64Url.encode(content),
        writer.sign(signed),
        all.stream().map(each -> signed(header, each)).toList(),
        null);
  }

  private static Grant signed(EntityHeader header, Grant grant) {
    if (!grant.signature().isEmpty()) {
      return grant;
    }
    OwnerKey key =
        Stream.of(DelegationVectors.ALICE, DelegationVectors.BOB, DelegationVectors.CAROL)
            .filter(each -> each.owner().equals(grant.by()))
            .findFirst()
            .orElseThrow();
    byte[] message = grant.signedBytes(header.type(), header.id(), header.author());
    return new Grant(
        grant.by(),
        grant.signedBy(),
        grant.grantedAt(),
        grant.generation(),
        grant.parents(),
        grant.delegations(),
        grant.gone(),
        key.sign(message));
  }
}
