package dev.salus.sdk.entity;

import dev.salus.sdk.connection.NeedsKeys;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.sealing.EntityTools;
import dev.salus.sdk.sealing.PatientSecrets;
import dev.salus.sdk.sealing.SharingReach;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Function;

/**
 * The parts that work on entities of one kind, put together.
 *
 * @param models what entities of this kind become
 * @param reader reads one; without keys, as it is stored
 * @param lists lists many; without keys, as they are stored
 * @param deletion deletes them
 * @param withKeys changes what is in them and who has access
 */
record EntityEngine<T>(
    EntityModels<T> models,
    ModelReader<T> reader,
    EntityLists<T> lists,
    EntityErasing deletion,
    NeedsKeys<WithKeys<T>> withKeys) {

  /** The parts that seal and sign. */
  record WithKeys<T>(
      ModelWriter<T> writer,
      EntityBatches<T> batches,
      EntitySharing<T> sharing,
      EntityRevoking<T> revoking,
      EntityCopies<T> copies,
      PatientSecrets patients) {}

  static <T> EntityEngine<T> of(
      EntityModels<T> models,
      Vertx vertx,
      ServerApi server,
      NeedsKeys<EntityTools> tools,
      EncryptedFields encryptedFields) {
    ModelReader<T> reader =
        new ModelReader<>(vertx, server, tools.map(EntityTools::reader), models);
    return new EntityEngine<>(
        models,
        reader,
        new EntityLists<>(server, tools.map(EntityTools::reader), reader, encryptedFields),
        new EntityErasing(server, models.type()),
        tools.map(with -> withKeys(vertx, server, reader, with)));
  }

  private static <T> WithKeys<T> withKeys(
      Vertx vertx, ServerApi server, ModelReader<T> reader, EntityTools tools) {
    ModelSealer<T> sealer =
        new ModelSealer<>(reader.models(), tools.sealer(), tools.encryptedFields());
    EntitySender sender = new EntitySender(vertx, server, tools.keys(), tools.reader());
    ModelWriter<T> writer =
        new ModelWriter<>(reader, tools.exchanges(), tools.recipients(), sealer, sender);
    return new WithKeys<>(
        writer,
        new EntityBatches<>(reader.models(), writer, sealer, sender),
        new EntitySharing<>(
            server,
            reader,
            tools.exchanges(),
            tools.sealer(),
            sender,
            new SharingReach(tools.keys().cards())),
        new EntityRevoking<>(reader, tools.exchanges(), tools.rekeyer(), sender),
        new EntityCopies<>(server, reader, tools.exchanges(), tools.sealer(), sender),
        tools.reader().patients());
  }

  /** Does this with the parts that seal and sign; fails if the connection has no keys. */
  <R> Future<R> write(Function<WithKeys<T>, Future<R>> action) {
    return withKeys.get().compose(action);
  }
}
