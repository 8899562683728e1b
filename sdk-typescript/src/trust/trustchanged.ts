import { Conflict } from "../error/server.js";

/** That something was decided while a call was under way, so that it did not happen. */
export class TrustChanged extends Conflict {
  constructor() {
    super("whose keys are trusted has changed meanwhile: do it again");
  }
}

/** How often something is looked up again because somebody decides about its cards meanwhile. */
export const MOST_TRIES = 5;
