import { NotFound } from "./server.js";

/** That a data owner is not there names it. */
export function namingDataOwner(dataOwner: string, failure: unknown): unknown {
  return failure instanceof NotFound
    ? new NotFound(`there is no data owner ${dataOwner}`)
    : failure;
}
