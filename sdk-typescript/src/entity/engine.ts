import { EntityBatches } from "./batches.js";
import { EntityCopies } from "./copies.js";
import { EntityLists } from "./lists.js";
import type { EntityModels, Model } from "./models.js";
import { ModelReader } from "./modelreader.js";
import type { BatchResult } from "./results.js";
import { EntityRevoking } from "./revoking.js";
import { EntitySender } from "./sender.js";
import { EntitySharing } from "./sharing.js";
import { text } from "../transport/answers.js";
import type { Connected } from "./tools.js";
import { ModelWriter } from "./writer.js";

/** All that is done with entities of one type. */
export class EntityEngine<T extends Model> {
  readonly reader: ModelReader<T>;
  readonly lists: EntityLists<T>;
  readonly writer: ModelWriter<T>;
  readonly batches: EntityBatches<T>;
  readonly sharing: EntitySharing<T>;
  readonly revoking: EntityRevoking<T>;
  readonly copies: EntityCopies<T>;

  constructor(
    readonly connected: Connected,
    readonly models: EntityModels<T>,
  ) {
    const sender = new EntitySender(connected);
    this.reader = new ModelReader(connected, models);
    this.lists = new EntityLists(connected, this.reader);
    this.writer = new ModelWriter(connected, this.reader, sender);
    this.batches = new EntityBatches(this.reader, this.writer, sender);
    this.sharing = new EntitySharing(connected, this.reader, sender);
    this.revoking = new EntityRevoking(connected, this.reader, sender);
    this.copies = new EntityCopies(connected, this.reader, sender);
  }

  /** Deletes an entity at the revision that it has now; answers its id. */
  async delete(id: string): Promise<string> {
    const { server } = this.connected;
    const { type } = this.models;
    await server.deleteEntity(type, id, text(await server.entity(type, id), "rev"));
    return id;
  }

  /** Deletes many, one after the other; each has a result of its own. */
  async deleteAll(ids: readonly string[]): Promise<readonly BatchResult<string>[]> {
    const results: BatchResult<string>[] = [];
    for (const id of ids) {
      try {
        results.push({ kind: "done", value: await this.delete(id) });
      } catch (error) {
        results.push({ kind: "failed", id, error });
      }
    }
    return results;
  }
}
