import type { Metadata } from "@salus/sdk";

/** A record of any type. */
interface WithMetadata {
  readonly metadata?: Metadata;
}

/** Whether a data owner made a record: then they may remove it. */
export function isBy({ metadata }: WithMetadata, dataOwner: string | undefined): boolean {
  return dataOwner !== undefined && metadata?.author === dataOwner;
}

/** Whether a data owner may write the next version of a record; the server and readers go by the same. */
export function mayChange(record: WithMetadata, dataOwner: string | undefined): boolean {
  const own = record.metadata?.delegations.filter(({ delegate }) => delegate === dataOwner);
  return isBy(record, dataOwner) || own?.some(({ permission }) => permission === "WRITE") === true;
}

/** Who else has access to a record, each once. */
export function othersWithAccess(
  { metadata }: WithMetadata,
  dataOwner: string | undefined,
): readonly string[] {
  const all = metadata?.delegations.map(({ delegate }) => delegate) ?? [];
  return [...new Set(all)].filter((each) => each !== dataOwner);
}
