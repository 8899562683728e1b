package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.hex;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Pae;
import dev.salus.protocol.Permission;
import dev.salus.protocol.Revocation;
import dev.salus.protocol.Tag;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.ContentBox;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.PatientLinks;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.ModelJson;
import dev.salus.sdk.model.Patient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the vectors of §4, §5 and §6: whole entities with their grants, boxes and signatures. */
final class EntityVectors {

  static final String PATIENT_ID = "018bcfe5-6800-7000-8000-000000000001";
  static final String SAMPLE_ID = "018bcfe5-6800-7000-8000-000000000002";
  private static final String OWN = "55555555-5555-4555-8555-555555555551";
  private static final String TO_BOB = "55555555-5555-4555-8555-555555555552";
  private static final String TO_CAROL = "55555555-5555-4555-8555-555555555553";
  private static final String REWRAP = "55555555-5555-4555-8555-555555555554";

  private EntityVectors() {}

  static JsonObject entities() {
    return new JsonObject()
        .put("section", "4, 5, 6")
        .put("cases", new JsonArray().add(patient()).add(sample()));
  }

  private static JsonObject patient() {
    OwnerKey alice = Fixed.key(Fixed.ALICE, "alice");
    EntityKey key = EntityKey.of(1, Fixed.secret("patient key", 32));
    Secret secret = Fixed.secret("link secret", PatientLinks.SECRET_BYTES);
    byte[] plaintext =
        ModelJson.write(
            Patient.builder().firstName("John").lastName("Snow").note("Winter is coming").build());
    EntityHeader header =
        header(EntityType.PATIENT, PATIENT_ID, alice, 1, key, List.of(), List.of(), List.of());
    Grant unsigned =
        grant(alice, 1, List.of(), Map.of(OWN, given(Fixed.ALICE, Permission.WRITE)), List.of());
    GrantVector own =
        GrantVector.of(header, unsigned, alice)
            .wrapping(key, 1, OWN, OWN)
            .linking(null, secret, OWN);
    return entity(header, key, plaintext, List.of(own), List.of(alice));
  }

  private static JsonObject sample() {
    OwnerKey alice = Fixed.key(Fixed.ALICE, "alice");
    OwnerKey bob = Fixed.key(Fixed.BOB, "bob");
    EntityKey key = EntityKey.of(2, Fixed.secret("sample key", 32));
    Secret secret = Fixed.secret("link secret", PatientLinks.SECRET_BYTES);
    byte[] plaintext =
        ModelJson.write(
            DataSample.builder()
                .content(Map.of("en", Content.text("Hello world")))
                .valueDate(20_220_929_083_400L)
                .build());
    EntityHeader header =
        header(
            EntityType.DATA_SAMPLE,
            SAMPLE_ID,
            alice,
            3,
            key,
            List.of(
                new Revocation("66666666-6666-4666-8666-666666666666", 2),
                new Revocation("66666666-6666-4666-8666-666666666665", 2)),
            List.of(new Tag("LOINC", "8480-6", "2.74"), new Tag("IC-TEST", "TEST", null)),
            List.of(PatientLinks.link(secret, EntityType.DATA_SAMPLE)));
    GrantVector first =
        GrantVector.of(
                header,
                grant(
                    alice,
                    1,
                    List.of(),
                    Map.of(
                        OWN, given(Fixed.ALICE, Permission.WRITE),
                        TO_BOB, given(Fixed.BOB, Permission.WRITE)),
                    List.of(Base64Url.encode(Fixed.bytes("a digest that is gone", 32)))),
                alice)
            .wrapping(key, 3, OWN, OWN)
            .linking(PATIENT_ID, null, OWN)
            .wrapping(key, 3, TO_BOB, TO_BOB)
            .linking(PATIENT_ID, null, TO_BOB);
    GrantVector second =
        GrantVector.of(
                header,
                grant(
                    bob,
                    2,
                    List.of(TO_BOB, OWN),
                    Map.of(TO_CAROL, given(Fixed.CAROL, Permission.READ)),
                    List.of()),
                bob)
            .wrapping(key, 3, TO_CAROL, REWRAP);
    return entity(header, key, plaintext, List.of(first, second), List.of(alice, bob));
  }

  private static EntityHeader header(
      EntityType type,
      String id,
      OwnerKey author,
      long version,
      EntityKey key,
      List<Revocation> revoked,
      List<Tag> tags,
      List<String> links) {
    return new EntityHeader(
        type,
        id,
        Fixed.CREATED,
        Fixed.CREATED + version,
        author.owner(),
        author.owner(),
        OWN,
        version,
        key.generation(),
        key.commitment(),
        revoked,
        tags,
        links,
        author.keyId());
  }

  private static Delegation given(String delegate, Permission permission) {
    return new Delegation(delegate, permission, null, null, null);
  }

  private static Grant grant(
      OwnerKey by,
      long generation,
      List<String> parents,
      Map<String, Delegation> delegations,
      List<String> gone) {
    return new Grant(
        by.owner(),
        by.keyId(),
        Fixed.CREATED + generation,
        generation,
        parents,
        new TreeMap<>(delegations),
        gone,
        "");
  }

  private static JsonObject entity(
      EntityHeader header,
      EntityKey key,
      byte[] plaintext,
      List<GrantVector> grants,
      List<OwnerKey> signers) {
    byte[] nonce = Fixed.bytes("content nonce " + header.id(), 12);
    ContentBox box = new ContentBox(new AeadBox(Fixed.random(nonce.clone())));
    String content = box.seal(key, plaintext, header.type(), header.id());
    byte[] signed = header.signedBytes(Base64Url.decode(content, "content"));
    Entity entity =
        new Entity(
            header,
            content,
            signers.get(0).sign(signed),
            grants.stream().map(GrantVector::grant).toList(),
            null);
    JsonArray cards = new JsonArray();
    signers.forEach(signer -> cards.add(signer.card().toJson()));
    JsonArray described = new JsonArray();
    grants.forEach(grant -> described.add(grant.describe()));
    return new JsonObject()
        .put("k", hex(key.secret().revealBytes()))
        .put("plaintext", new String(plaintext, StandardCharsets.UTF_8))
        .put("contentNonce", hex(nonce))
        .put(
            "contentAad",
            hex(
                Pae.encode(
                    "salus/v1/content",
                    header.type().wireName(),
                    header.id(),
                    header.keyGeneration())))
        .put("cards", cards)
        .put("entity", entity.toJson())
        .put("signedBytes", hex(signed))
        .put("grants", described);
  }

  static ExchangeKey exchange(String id) {
    return ExchangeKey.of(id, Fixed.secret("exchange " + id, 32));
  }

  static Wraps wraps(byte[] nonce) {
    return new Wraps(new AeadBox(Fixed.random(nonce.clone())));
  }
}
