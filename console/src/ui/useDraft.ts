import { Conflict } from "@salus/sdk";
import { useState } from "react";
import { merge, type Texts, type Theirs } from "./draft.js";

interface Options<T, F extends string> {
  /** What is changed; undefined for something new. */
  readonly record: T | undefined;
  readonly textsOf: (record: T | undefined) => Texts<F>;
  /** Loads what is there now, after somebody else was faster. */
  readonly load?: (() => Promise<T | undefined>) | undefined;
}

/** What a form is about, and what was typed into it. */
export interface Draft<T, F extends string> {
  /** What is changed, as it is there now. */
  readonly record: T | undefined;
  readonly values: Texts<F>;
  readonly set: (field: F, text: string) => void;
  /** What somebody else has changed since the form was opened; undefined if nobody did. */
  readonly theirs: readonly Theirs<F>[] | undefined;
  /** Saves; if somebody was faster nothing is saved, and what was typed stays. */
  readonly save: (saving: () => Promise<void>) => Promise<void>;
}

/** Keeps what was typed where somebody else saves the same meanwhile. */
export function useDraft<T, F extends string>(options: Options<T, F>): Draft<T, F> {
  const { textsOf, load } = options;
  const [record, setRecord] = useState(options.record);
  const [values, setValues] = useState<Texts<F>>(() => textsOf(options.record));
  const [theirs, setTheirs] = useState<readonly Theirs<F>[]>();
  const set = (field: F, text: string) => setValues((all) => ({ ...all, [field]: text }));
  const save = async (saving: () => Promise<void>) => {
    try {
      await saving();
    } catch (reason) {
      const isSlower = reason instanceof Conflict && record !== undefined;
      const now = isSlower ? await load?.() : undefined;
      if (now === undefined) {
        throw reason;
      }
      const merged = merge(textsOf(record), values, textsOf(now));
      setRecord(now);
      setValues(merged.values);
      setTheirs(merged.theirs);
    }
  };
  return { record, values, set, theirs, save };
}
