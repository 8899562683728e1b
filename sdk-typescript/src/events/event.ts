import { ProtocolViolation } from "../encoding/violation.js";
import { InternalFault } from "../error/server.js";
import { parseWire } from "../json/wire.js";
import type { EntityType } from "../wire/entity.js";
import { type FieldReader, readWhole } from "../wire/fields.js";

const TYPES: readonly EntityType[] = ["Patient", "DataSample", "HealthcareElement"];
const KINDS = ["created", "modified", "shared", "deleted"] as const;

/** A change of an entity, as the server tells it. */
export interface EntityEvent {
  readonly type: EntityType;
  readonly id: string;
  /** Its revision after the change. */
  readonly rev: string;
  /** What happened; one who was just given access is told that it was shared. */
  readonly kind: (typeof KINDS)[number];
}

/** What a subscriber does about changes. */
export interface ChangeListener {
  /**
   * An entity that the caller has access to was changed, says the server. It is a hint and no more:
   * what counts is what reading the entity brings, which is verified.
   */
  changed(event: EntityEvent): void;

  /**
   * Changes may have been missed: the connection was lost and is there again. Whoever relies on
   * seeing every change reads again what matters.
   */
  missed(): void;
}

/**
 * What the server told.
 *
 * @throws InternalFault if it is no event of this type
 */
export function readEvent(text: unknown, type: EntityType): EntityEvent {
  try {
    const event = typeof text === "string" ? readWhole(parseWire(text), read) : undefined;
    if (event?.type === type) {
      return event;
    }
  } catch (failure) {
    if (!(failure instanceof ProtocolViolation)) {
      throw failure;
    }
  }
  throw new InternalFault("the server told of what is not an event, or was not asked for");
}

function read(fields: FieldReader): EntityEvent {
  const [type, kind] = [fields.text("type"), fields.text("kind")];
  return {
    type: one(fields, "type", TYPES, type),
    id: fields.uuid("id"),
    rev: fields.text("rev"),
    kind: one(fields, "kind", KINDS, kind),
  };
}

function one<T extends string>(
  fields: FieldReader,
  name: string,
  all: readonly T[],
  value: string,
): T {
  const found = all.find((each) => each === value);
  if (found === undefined) {
    throw fields.violation("VALUE", name, `must be one of ${all.join(", ")}`);
  }
  return found;
}
