import { InternalFault, NotFound } from "../error/server.js";
import type { DataSample } from "../model/records.js";
import { items, text, texts } from "../transport/answers.js";
import type { ServerApi } from "../transport/serverapi.js";

/** The server takes so many ids at once. */
const MOST_AT_ONCE = 1_000;

/** Whether the healthcare elements that samples name are there for the caller to see (S36). */
export class LinkedElements {
  /** @param stored the stored version of a sample */
  constructor(
    private readonly server: ServerApi,
    private readonly stored: (id: string) => Promise<DataSample>,
  ) {}

  /** For each sample why it is refused; undefined if it is not. What was named before stays. */
  async refusals(samples: readonly DataSample[]): Promise<readonly (Error | undefined)[]> {
    const ids = samples.flatMap((sample) => sample.healthcareElements ?? []);
    const missing = await this.#missing([...new Set(ids)]);
    return Promise.all(samples.map((sample) => this.#refusal(sample, missing)));
  }

  async #refusal(sample: DataSample, missing: ReadonlySet<string>): Promise<Error | undefined> {
    let named = (sample.healthcareElements ?? []).filter((id) => missing.has(id));
    if (named.length > 0 && sample.id !== undefined && sample.metadata !== undefined) {
      try {
        const before = (await this.stored(sample.id)).healthcareElements ?? [];
        named = named.filter((id) => !before.includes(id));
      } catch (failure) {
        if (failure instanceof Error) {
          return failure;
        }
        throw failure;
      }
    }
    const [id] = named;
    return id === undefined
      ? undefined
      : new NotFound(`there is no healthcare element ${id} that you can see`);
  }

  async #missing(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const missing = new Set(ids);
    for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
      for (const id of await this.#seen(ids.slice(from, from + MOST_AT_ONCE))) {
        missing.delete(id);
      }
    }
    return missing;
  }

  /** The answer to many may leave a rest that is to be asked for again. */
  async #seen(ids: readonly string[]): Promise<readonly string[]> {
    const seen: string[] = [];
    for (let left = ids; left.length > 0;) {
      const answer = await this.server.entities("HealthcareElement", left);
      seen.push(...items(answer).map((item) => text(item, "id")));
      const asked = left;
      left = texts(answer, "rest");
      if (left.length >= asked.length || left.some((id) => !asked.includes(id))) {
        throw new InternalFault("the server's rest is none of what was asked");
      }
    }
    return seen;
  }
}
