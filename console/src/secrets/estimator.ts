import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import germanWords from "@zxcvbn-ts/language-de/dist/commonWords.json.esm.js";
import germanNames from "@zxcvbn-ts/language-de/dist/firstnames.json.esm.js";
import englishWords from "@zxcvbn-ts/language-en/dist/commonWords.json.mjs";
import englishNames from "@zxcvbn-ts/language-en/dist/firstnames.json.mjs";

/** The signs that are looked at, from the first on: more take long, and are no weaker for it. */
const MOST_SIGNS = 60;

/**
 * Estimates how many guesses a text takes, from known passwords, the usual words and first names of both
 * languages of the console, keyboard rows, dates and repeats. Loaded when somebody chooses a secret: its
 * lists are larger than the rest of the page.
 */
export const estimator = new ZxcvbnFactory({
  graphs: adjacencyGraphs,
  dictionary: { ...dictionary, germanWords, germanNames, englishWords, englishNames },
  maxLength: MOST_SIGNS,
});
