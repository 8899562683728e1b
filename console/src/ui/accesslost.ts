import { NotFound } from "@salus/sdk";

/** What a form was to save is not there any more for whoever fills it in. */
export class AccessLost extends Error {
  override readonly name = "AccessLost";
}

/** Fails with {@link AccessLost} where the server has nothing of this kind for whoever saves. */
export async function saved<T>(saving: Promise<T>): Promise<T> {
  return saving.catch((failure: unknown) => {
    throw failure instanceof NotFound ? new AccessLost() : failure;
  });
}
