package dev.salus.sdk.entity;

import dev.salus.api.InternalFault;
import dev.salus.api.NotFound;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.connection.SmallWork;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Decrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Doubtful;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Refused;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.MalformedContent;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.RetiredKey;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.sealing.EntityReader;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sealing.VerifiedEntity;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reading entities of one kind. */
final class ModelReader<T> {

  private final Vertx vertx;
  private final ServerApi server;
  private final NeedsKeys<EntityReader> entities;
  private final EntityModels<T> models;
  private final EntityType type;

  ModelReader(
      Vertx vertx, ServerApi server, NeedsKeys<EntityReader> entities, EntityModels<T> models) {
    this.vertx = vertx;
    this.server = server;
    this.entities = entities;
    this.models = models;
    this.type = models.type();
  }

  /** What opened entities of this kind become. */
  EntityModels<T> models() {
    return models;
  }

  /** Does this on a worker: this one, if the caller is one. */
  <R> Future<R> onWorker(Callable<R> work) {
    return SmallWork.onWorker(vertx, work);
  }

  Future<OpenedEntity> open(String id) {
    return entities.get().compose(opening -> opening.read(type, id));
  }

  /** An entity whose grants and history hold, which need not open. */
  Future<VerifiedEntity> verified(String id) {
    return entities.get().compose(opening -> opening.verified(type, id));
  }

  /** What the delegations of a verified entity tell of the patient. */
  Future<LinkFields> links(VerifiedEntity verified) {
    return entities.get().compose(opening -> opening.links(verified));
  }

  /** What is stored of this model. */
  Future<OpenedEntity> stored(T model) {
    return Future.succeededFuture(model).map(models::storedId).compose(this::open);
  }

  /** The same, which the model is a faithful picture of; fails if it is not. */
  Future<OpenedEntity> current(T model) {
    return stored(model).map(stored -> models.requireCurrent(model, stored));
  }

  /** The entity; fails with why its content is doubtful, if it is. */
  Future<T> get(String id) {
    return model(id, OpenedEntity::requireGenuine, CardDirectory.MOST_TRIES);
  }

  /** The entity, also if its content is doubtful. */
  Future<T> getAnyway(String id) {
    return model(id, opened -> opened, CardDirectory.MOST_TRIES);
  }

  private Future<T> model(String id, UnaryOperator<OpenedEntity> accepted, int tries) {
    return open(id)
        .map(accepted)
        .compose(
            opened ->
                model(opened)
                    .compose(
                        value ->
                            sinceOpening(opened).getAsBoolean()
                                ? Future.succeededFuture(value)
                                : again(tries, left -> model(id, accepted, left))));
  }

  private static <R> Future<R> again(int tries, IntFunction<Future<R>> call) {
    return tries > 1 ? call.apply(tries - 1) : Future.failedFuture(CardDirectory.trustChanged());
  }

  private BooleanSupplier sinceOpening(OpenedEntity opened) {
    return entities.orThrow().sinceOpening(opened);
  }

  private Future<T> model(OpenedEntity opened) {
    return SmallWork.on(vertx, opened.entity(), () -> models.model(opened));
  }

  /**
   * What can be shown of an entity.
   *
   * @param item the entity, opened if it can be
   * @param id its id; null if the server did not say
   * @param current whether that is to be shown as it is: nothing was decided since about who signed
   *     it
   */
  record Shown<T>(PotentiallyEncrypted<T> item, @Nullable String id, BooleanSupplier current) {

    /** What nobody vouches for, or stays closed, whatever is decided. */
    private Shown(PotentiallyEncrypted<T> item, @Nullable String id) {
      this(item, id, () -> true);
    }

    boolean isCurrent() {
      return current.getAsBoolean();
    }
  }

  Future<PotentiallyEncrypted<T>> tryGet(String id) {
    return entities.isThere()
        ? tryGet(id, CardDirectory.MOST_TRIES)
        : server.entity(type, id).map(json -> requireIdentity(asStored(json), id));
  }

  private Future<PotentiallyEncrypted<T>> tryGet(String id, int tries) {
    return entities
        .orThrow()
        .verified(type, id)
        .compose(this::tryOpen)
        .compose(
            shown ->
                shown.isCurrent()
                    ? Future.succeededFuture(shown.item())
                    : again(tries, left -> tryGet(id, left)));
  }

  /** Which patient an opened entity says it is about. */
  Future<Optional<PatientReference>> patient(OpenedEntity opened) {
    String patientId = opened.link().patient();
    if (patientId == null) {
      return Future.succeededFuture(Optional.empty());
    }
    return isAbout(opened, patientId)
        .map(verified -> Optional.of(new PatientReference(patientId, verified)));
  }

  /** Whether an opened entity is about this patient; false also if that cannot be told. */
  Future<Boolean> isAbout(OpenedEntity opened, String patientId) {
    return entities.get().compose(opening -> opening.patients().isAbout(opened, patientId));
  }

  /**
   * What the server listed, opened if it can be.
   *
   * @param belongs whether an entity is one of those that the list is of
   */
  Future<Shown<T>> tryOpen(JsonObject item, Predicate<EntityHeader> belongs) {
    String id = ServerAnswers.optionalText(item, "id");
    if (!entities.isThere()) {
      return SmallWork.onWorker(vertx, () -> new Shown<>(listed(item, belongs), id));
    }
    return entities
        .orThrow()
        .verified(type, item)
        .map(verified -> requireListed(verified, belongs))
        .compose(this::tryOpen)
        .recover(failure -> refused(id, failure));
  }

  /**
   * The same of what was listed before, asked for anew, since somebody decided about who signed it
   * before all of the list was open. One that does not belong there by now is not shown.
   */
  Future<Shown<T>> tryAgain(Shown<T> before, Predicate<EntityHeader> belongs) {
    String id = Objects.requireNonNull(before.id(), "it was open");
    return entities
        .orThrow()
        .verified(type, id)
        .compose(
            verified ->
                belongs.test(verified.entity().header())
                    ? tryOpen(verified)
                    : refused(id, new NotFound("it is not in this list any more")))
        .recover(failure -> refused(id, failure));
  }

  private static VerifiedEntity requireListed(
      VerifiedEntity verified, Predicate<EntityHeader> belongs) {
    requireListed(verified.entity().header(), belongs);
    return verified;
  }

  private static void requireListed(EntityHeader header, Predicate<EntityHeader> belongs) {
    if (!belongs.test(header)) {
      throw new TamperedEntity(header.id(), TamperedEntity.What.IDENTITY);
    }
  }

  private static <T> StillEncrypted<T> listed(JsonObject item, Predicate<EntityHeader> belongs) {
    StillEncrypted<T> stored = asStored(item);
    requireListed(stored.clear().header(), belongs);
    return stored;
  }

  /** What others did to one entity spoils that one; what fails the call fails the list. */
  private static <T> Future<Shown<T>> refused(@Nullable String id, Throwable failure) {
    return failure instanceof TamperedEntity
            || failure instanceof MalformedContent
            || failure instanceof NotFound
        ? Future.succeededFuture(new Shown<>(new Refused<>(id, (RuntimeException) failure), id))
        : Future.failedFuture(failure);
  }

  private Future<Shown<T>> tryOpen(VerifiedEntity verified) {
    return entities
        .orThrow()
        .open(verified)
        .compose(this::shown)
        .recover(failure -> stillEncrypted(verified.entity(), failure));
  }

  private Future<Shown<T>> shown(OpenedEntity opened) {
    ClientException doubt = opened.doubt();
    String id = opened.entity().header().id();
    return model(opened)
        .map(
            value ->
                doubt == null
                    ? new Shown<>(new Decrypted<>(value), id, sinceOpening(opened))
                    : new Shown<>(new Doubtful<>(value, doubt), id));
  }

  private static <T> Future<Shown<T>> stillEncrypted(Entity entity, Throwable failure) {
    return failure instanceof NoEntityKey
            || failure instanceof UntrustedKey
            || failure instanceof RetiredKey
        ? Future.succeededFuture(
            new Shown<>(
                new StillEncrypted<>(entity, (ClientException) failure), entity.header().id()))
        : Future.failedFuture(failure);
  }

  private StillEncrypted<T> requireIdentity(StillEncrypted<T> stored, String id) {
    EntityHeader header = stored.clear().header();
    if (header.type() != type || !header.id().equals(id)) {
      throw new TamperedEntity(id, TamperedEntity.What.IDENTITY);
    }
    return stored;
  }

  private static <T> StillEncrypted<T> asStored(JsonObject json) {
    try {
      return new StillEncrypted<>(Entity.parse(json), null);
    } catch (ProtocolViolation violation) {
      throw json.getValue("id") instanceof String id
          ? new TamperedEntity(id, TamperedEntity.What.MALFORMED)
          : new InternalFault("the server's answer is not an entity");
    }
  }
}
