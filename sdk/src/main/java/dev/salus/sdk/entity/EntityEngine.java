package dev.salus.sdk.entity;

import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.sealing.EntityTools;
import dev.salus.sdk.sealing.PatientSecrets;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Function;

/**
 * The parts that work on entities of one kind, put together.
 *
 * @param models what entities of this kind become
 * @param reads reads one; without keys, as it is stored
 * @param lists lists many; without keys, as they are stored
 * @param deletion deletes them
 * @param writing changes what is in them and who has access
 */
record EntityEngine<T>(
    EntityModels<T> models,
    EntityReads<T> reads,
    EntityLists<T> lists,
    EntityDeletion deletion,
    NeedsKeys<Writing<T>> writing) {

  /** The parts that seal and sign. */
  record Writing<T>(
      EntityWrites<T> writes,
      EntityBatches<T> batches,
      EntitySharing<T> sharing,
      EntityRevoking<T> revoking,
      EntityCopies<T> copies,
      PatientSecrets patients) {}

  static <T> EntityEngine<T> of(
      EntityModels<T> models, Vertx vertx, ServerApi server, NeedsKeys<EntityTools> tools) {
    EntityReads<T> reads = new EntityReads<>(vertx, server, tools.map(EntityTools::reader), models);
    return new EntityEngine<>(
        models,
        reads,
        new EntityLists<>(server, tools.map(EntityTools::reader), reads),
        new EntityDeletion(server, models.type()),
        tools.map(with -> writing(vertx, server, reads, with)));
  }

  private static <T> Writing<T> writing(
      Vertx vertx, ServerApi server, EntityReads<T> reads, EntityTools tools) {
    ModelSealer<T> sealer =
        new ModelSealer<>(reads.models(), tools.sealer(), tools.encryptedFields());
    EntitySender sender =
        new EntitySender(vertx, server, tools.keys().ring().writes(), tools.reader());
    EntityWrites<T> writes =
        new EntityWrites<>(reads, tools.exchanges(), tools.autoShare(), sealer, sender);
    return new Writing<>(
        writes,
        new EntityBatches<>(reads.models(), writes, sealer, sender),
        new EntitySharing<>(server, reads, tools.exchanges(), tools.sealer(), sender),
        new EntityRevoking<>(reads, tools.exchanges(), tools.rekeyer(), sender),
        new EntityCopies<>(server, reads, tools.exchanges(), tools.sealer(), sender),
        tools.reader().patients());
  }

  /** Does this with the parts that seal and sign; fails if the connection has no keys. */
  <R> Future<R> write(Function<Writing<T>, Future<R>> action) {
    return writing.get().compose(action::apply);
  }
}
