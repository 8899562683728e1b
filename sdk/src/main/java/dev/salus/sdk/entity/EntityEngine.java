package dev.salus.sdk.entity;

import dev.salus.sdk.change.EntityChanges;
import dev.salus.sdk.connection.Client;

/** The parts that work on entities of one kind, put together. */
final class EntityEngine<T> {

  final EntityReads<T> reads;
  final EntityLists<T> lists;
  final EntityWrites<T> writes;
  final EntityBatches<T> batches;
  final EntitySharing<T> sharing;
  final EntityRevoking<T> revoking;
  final EntityCopies<T> copies;
  final EntityModels<T> models;
  final EntityChanges changes;

  EntityEngine(Client client, ModelType<T> type) {
    this.models = new EntityModels<>(type);
    this.reads = new EntityReads<>(client, type, models);
    this.lists = new EntityLists<>(client, type, reads);
    this.writes = new EntityWrites<>(client, type, models, reads);
    this.batches = new EntityBatches<>(client, type, models, reads, writes);
    this.sharing = new EntitySharing<>(client, type, models, reads);
    this.revoking = new EntityRevoking<>(client, type, models, reads);
    this.changes = new EntityChanges(client, type.type());
    this.copies = new EntityCopies<>(client, type, models, reads, writes);
  }
}
