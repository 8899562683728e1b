package dev.salus.sdk.sealing;

import dev.salus.api.InternalFault;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.connection.SmallWork;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.SeenEntity;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Reads entities and believes nothing: every entity that leaves here was verified against its
 * signatures, its grants and what was seen of it before, and opened. Its content may be doubtful,
 * see {@link OpenedEntity#doubt()}.
 */
public final class EntityReader {

  private final Vertx vertx;
  private final ServerApi server;
  private final EntityVerifier verifier;
  private final EntityOpener opener;
  private final KeyRing ring;
  private final SeenCheck seen;
  private final PatientSecrets patients;

  /**
   * A reader on behalf of the opener's owner.
   *
   * @param ring the owner's, by whose decisions it reads
   */
  EntityReader(
      Vertx vertx, ServerApi server, EntityVerifier verifier, EntityOpener opener, KeyRing ring) {
    this.vertx = vertx;
    this.server = server;
    this.verifier = verifier;
    this.opener = opener;
    this.ring = ring;
    this.seen = new SeenCheck(ring);
    this.patients = new PatientSecrets(this, ring);
  }

  /** The link secrets of the patients that this reader can open. */
  public PatientSecrets patients() {
    return patients;
  }

  /** Forgets and overwrites the entity keys and link secrets that it remembers. */
  public void wipe() {
    opener.wipe();
    patients.wipe();
  }

  /** An entity, opened; whoever shows its content asks first whether it is genuine. */
  public Future<OpenedEntity> read(EntityType type, String id) {
    return verified(type, id).compose(this::open);
  }

  /** An entity whose signatures and history hold; it may stay closed. */
  public Future<VerifiedEntity> verified(EntityType type, String id) {
    return verifiedOnce(type, id).recover(failure -> again(failure, type, id));
  }

  /** Verifies an entity that came in a list. */
  public Future<VerifiedEntity> verified(EntityType type, JsonObject json) {
    String id = json.getValue("id") instanceof String text ? text : "";
    Optional<SeenEntity> before = seen.before(id);
    return Future.succeededFuture(json)
        .compose(body -> check(type, id, body, before))
        .recover(failure -> again(failure, type, id));
  }

  /**
   * What the delegations of a verified entity tell of the patient, whether or not its content
   * opens; nothing if they hold junk.
   */
  public Future<LinkFields> links(VerifiedEntity verified) {
    return whileItHolds(verified, opener::links, CardDirectory.MOST_TRIES);
  }

  /**
   * Opens a verified entity and checks its link to the patient where that can be checked. Verifies
   * it again if a human has decided about a signer's cards before it was open; fails with {@link
   * CardDirectory#trustChanged} if that happened each time.
   */
  public Future<OpenedEntity> open(VerifiedEntity verified) {
    return whileItHolds(
        verified, now -> opener.open(now).compose(this::requireLink), CardDirectory.MOST_TRIES);
  }

  /**
   * Whether nothing was decided since about the cards of who signed an opened entity: for whoever
   * shows it together with others that are still to be opened. Keeps nothing of its content.
   */
  public BooleanSupplier sinceOpening(OpenedEntity opened) {
    Map<String, Long> signers = opened.verified().signers();
    return () -> VerifiedEntity.isStill(signers, ring);
  }

  private <R> Future<R> whileItHolds(
      VerifiedEntity verified, Function<VerifiedEntity, Future<R>> use, int tries) {
    return use.apply(verified)
        .compose(
            used ->
                verified.isStill(ring)
                    ? Future.succeededFuture(used)
                    : verifiedAgain(verified, use, tries - 1));
  }

  private <R> Future<R> verifiedAgain(
      VerifiedEntity verified, Function<VerifiedEntity, Future<R>> use, int tries) {
    Optional<SeenEntity> before = seen.before(verified.entity().header().id());
    return tries == 0
        ? Future.failedFuture(CardDirectory.trustChanged())
        : verifier
            .verify(verified.entity())
            .map(now -> remember(now, before))
            .compose(now -> whileItHolds(now, use, tries));
  }

  /** Remembers what was just written, so that nothing older is taken for it. */
  public void written(OpenedEntity entity) {
    seen.written(entity.entity());
  }

  /**
   * An answer may have been on its way while something newer was seen, so what looks like a step
   * back is asked for once more; then it counts.
   */
  private Future<VerifiedEntity> again(Throwable failure, EntityType type, String id) {
    boolean stepBack = failure instanceof TamperedEntity t && t.what() == What.ROLLBACK;
    return stepBack ? verifiedOnce(type, id) : Future.failedFuture(failure);
  }

  private Future<VerifiedEntity> verifiedOnce(EntityType type, String id) {
    Optional<SeenEntity> before = seen.before(id);
    return server.entity(type, id).compose(json -> check(type, id, json, before));
  }

  private Future<VerifiedEntity> check(
      EntityType type, String id, JsonObject json, Optional<SeenEntity> before) {
    return SmallWork.reading(vertx, json, () -> parse(type, id, json))
        .compose(verifier::verify)
        .map(verified -> remember(verified, before));
  }

  private VerifiedEntity remember(VerifiedEntity verified, Optional<SeenEntity> before) {
    if (verified.doubt() == null) {
      seen.check(verified.entity(), before);
      seen.checkOwn(verified);
    } else {
      seen.checkDoubtful(verified.entity(), before);
    }
    return verified;
  }

  private static Entity parse(EntityType type, String id, JsonObject json) {
    try {
      Entity entity = Entity.parse(json);
      if (entity.header().type() != type || !entity.header().id().equals(id)) {
        throw new TamperedEntity(id, What.IDENTITY);
      }
      if (entity.rev() == null) {
        throw new InternalFault("the server's entity " + id + " has no revision");
      }
      return entity;
    } catch (ProtocolViolation violation) {
      throw new TamperedEntity(id, What.MALFORMED);
    }
  }

  private Future<OpenedEntity> requireLink(EntityOpener.OpenedWithPatients opened) {
    OpenedEntity entity = opened.entity();
    if (opened.patients().isEmpty() || entity.entity().header().type() == EntityType.PATIENT) {
      return Future.succeededFuture(entity);
    }
    List<Future<Optional<Secret>>> secrets =
        opened.patients().stream().map(patients::known).toList();
    return Future.all(secrets).map(all -> withPatient(opened, secrets));
  }

  /** About the first patient whose link it carries, else the first whose link cannot be checked. */
  private static OpenedEntity withPatient(
      EntityOpener.OpenedWithPatients opened, List<Future<Optional<Secret>>> secrets) {
    OpenedEntity entity = opened.entity();
    String unchecked = null;
    for (int i = 0; i < secrets.size(); i++) {
      String patient = opened.patients().get(i);
      Optional<Secret> secret = secrets.get(i).result();
      if (secret.isEmpty()) {
        unchecked = unchecked == null ? patient : unchecked;
      } else if (PatientSecrets.isLinked(entity.entity().header(), secret.get())) {
        return entity.aboutPatient(patient);
      }
    }
    if (unchecked == null) {
      throw new TamperedEntity(entity.entity().header().id(), What.PATIENT_LINK);
    }
    return entity.aboutPatient(unchecked);
  }
}
