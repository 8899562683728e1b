package dev.salus.sdk.entity;

import dev.salus.api.Invalid;
import dev.salus.api.Unavailable;
import dev.salus.sdk.connection.SmallWork;
import dev.salus.sdk.sealing.AutomaticRecipients;
import dev.salus.sdk.sealing.OpenedEntity;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.OpenedExchange;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creating and changing entities of one kind. */
final class ModelWriter<T> {

  /** All that is sealed for each takes a hundredth of a millisecond, two on a busy machine. */
  private static final int FEW_DELEGATES = 32;

  private final EntityModels<T> models;
  private final ModelReader<T> reader;
  private final ExchangeBook exchanges;
  private final AutomaticRecipients recipients;
  private final ModelSealer<T> sealer;
  private final EntitySender sender;
  private final UnansweredCreations unanswered = new UnansweredCreations();

  /** What all creations of one call share. */
  record Creation(
      OpenedExchange own,
      AutomaticRecipients.Delegates delegates,
      Supplier<PatientContext> patient) {

    /** Whether nothing was decided since about whom it is shared with. */
    boolean isCurrent() {
      return own.isCurrent() && delegates.isCurrent();
    }
  }

  ModelWriter(
      ModelReader<T> reader,
      ExchangeBook exchanges,
      AutomaticRecipients recipients,
      ModelSealer<T> sealer,
      EntitySender sender) {
    this.models = reader.models();
    this.reader = reader;
    this.exchanges = exchanges;
    this.recipients = recipients;
    this.sealer = sealer;
    this.sender = sender;
  }

  /** Creates a model that has no revision, modifies one that has. */
  Future<T> createOrModify(T model, PatientContext.Source patient, @Nullable String patientId) {
    return models.isNew(model) ? create(model, patient) : modify(model, patientId);
  }

  private Future<T> create(T model, PatientContext.Source patient) {
    return prepare(patient).compose(creation -> create(model, creation));
  }

  Future<Creation> prepare(PatientContext.Source patient) {
    return patient
        .prepare()
        .compose(context -> exchanges.own().compose(own -> withDelegates(own, context)));
  }

  private Future<Creation> withDelegates(OpenedExchange own, Supplier<PatientContext> patient) {
    return recipients.of(models.type()).map(delegates -> new Creation(own, delegates, patient));
  }

  private Future<T> create(T model, Creation creation) {
    return sender
        .signing(() -> sendNew(model, creation))
        .map(stored -> models.model(stored, creation.delegates().skipped()));
  }

  /**
   * One that has no id, and of which an answer was lost, goes out again as it was. The server
   * refuses what is too old if it has not stored it.
   */
  private Future<OpenedEntity> sendNew(T model, Creation creation) {
    boolean named = models.id(model) != null;
    return sender
        .seal(isSmall(model, creation), () -> sealer.create(model, creation))
        .compose(
            made ->
                named
                    ? sender.create(made)
                    : unanswered
                        .take(made)
                        .map(before -> sendAgain(before, made, creation))
                        .orElseGet(() -> sendUnnamed(made, creation)));
  }

  private boolean isSmall(T model, Creation creation) {
    return creation.delegates().number() <= FEW_DELEGATES && models.isSmall(model);
  }

  private Future<OpenedEntity> sendAgain(
      UnansweredCreations.Kept before, OpenedEntity sealed, Creation creation) {
    return before.creation().isCurrent()
        ? sendUnnamed(before.sealed(), before.creation())
            .recover(
                failure ->
                    failure instanceof Invalid
                        ? sendUnnamed(sealed, creation)
                        : Future.failedFuture(failure))
        : sendUnlessStored(before, sealed, creation);
  }

  /**
   * What was sealed before a decision about whom it is shared with does not go out after it. If it
   * had arrived, it is what was asked for; else what is sealed now is sent.
   */
  private Future<OpenedEntity> sendUnlessStored(
      UnansweredCreations.Kept before, OpenedEntity sealed, Creation creation) {
    return sender
        .created(before.sealed())
        .onFailure(unknown -> unanswered.keep(before.sealed(), before.creation()))
        .compose(
            stored ->
                stored.isPresent()
                    ? Future.succeededFuture(stored.get())
                    : sendUnnamed(sealed, creation));
  }

  private Future<OpenedEntity> sendUnnamed(OpenedEntity sealed, Creation creation) {
    return sender
        .create(sealed)
        .onFailure(
            failure -> {
              if (failure instanceof Unavailable) {
                unanswered.keep(sealed, creation);
              }
            });
  }

  private Future<T> modify(T model, @Nullable String patientId) {
    return stored(model)
        .compose(
            stored ->
                isStored(model, stored)
                    .compose(
                        again ->
                            again
                                ? Future.succeededFuture(stored)
                                : modify(model, stored, patientId)))
        .map(models::model);
  }

  private Future<OpenedEntity> modify(T model, OpenedEntity stored, @Nullable String patientId) {
    return unchanged(model, stored, patientId).compose(now -> sealNext(model, now));
  }

  private Future<OpenedEntity> sealNext(T model, OpenedEntity stored) {
    boolean small = SmallWork.isSmall(stored.entity()) && models.isSmall(model);
    return sender.sealAndSend(small, () -> sealer.next(model, stored), sender::modify);
  }

  /** What is stored of a model. */
  Future<OpenedEntity> stored(T model) {
    return reader.stored(model);
  }

  /** Whether that is this very model, which was written before, and only the answer was lost. */
  Future<Boolean> isStored(T model, OpenedEntity stored) {
    return models.isCurrent(model, stored)
        ? Future.succeededFuture(false)
        : sender.seal(() -> sealer.isStored(model, stored));
  }

  /**
   * What is stored of a model that is to be modified. Refuses one that is stale, or is to be moved
   * to another patient.
   */
  Future<OpenedEntity> unchanged(T model, OpenedEntity stored, @Nullable String patientId) {
    models.requireCurrent(model, stored);
    return patientId == null || patientId.equals(stored.link().patient())
        ? Future.succeededFuture(stored)
        : reader.isAbout(stored, patientId).map(about -> requireAbout(about, stored));
  }

  private static OpenedEntity requireAbout(boolean about, OpenedEntity stored) {
    if (!about) {
      throw new Invalid("patientId", "the patient of an entity never changes");
    }
    return stored;
  }
}
