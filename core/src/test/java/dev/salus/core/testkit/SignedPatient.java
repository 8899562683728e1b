package dev.salus.core.testkit;

import dev.salus.protocol.Delegation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A new Patient entity of which only its author knows, with random bytes for what is boxed. */
public final class SignedPatient {

  private SignedPatient() {}

  /** The entity, under the author's exchange with itself. */
  public static Entity by(TestKey author, ExchangeRecord own, long now) {
    Entity bare = new Entity(header(author, own, now), TestKey.random(284), "", List.of(), null);
    Entity signed =
        new Entity(bare.header(), bare.content(), author.sign(bare.signedBytes()), List.of(), null);
    return signed.withGrants(List.of(grant(signed, author, own, now)));
  }

  private static EntityHeader header(TestKey author, ExchangeRecord own, long now) {
    return EntityHeader.first(
        EntityType.PATIENT,
        UUID.randomUUID().toString(),
        new EntityHeader.Writing(author.owner(), own.id(), author.keyId(), now),
        TestKey.random(32),
        List.of(),
        List.of());
  }

  private static Grant grant(Entity entity, TestKey author, ExchangeRecord own, long now) {
    Delegation delegation =
        new Delegation(
            author.owner(), Permission.WRITE, TestKey.random(140), null, TestKey.random(140));
    Grant unsigned =
        new Grant(
            author.owner(),
            author.keyId(),
            now,
            1,
            List.of(),
            Map.of(own.id(), delegation),
            List.of(),
            "");
    byte[] message = unsigned.signedBytes(EntityType.PATIENT, entity.header().id(), author.owner());
    return new Grant(
        unsigned.by(),
        unsigned.signedBy(),
        unsigned.grantedAt(),
        unsigned.generation(),
        unsigned.parents(),
        unsigned.delegations(),
        unsigned.gone(),
        author.sign(message));
  }
}
