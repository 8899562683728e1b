import { Conflict } from "@salus/sdk";
import { useState } from "react";
import { merge, type Merged, type Texts, type Theirs } from "./draft.js";

/** Something of which there are revisions. */
interface Revised {
  readonly rev?: string | undefined;
}

interface Options<T, F extends string> {
  /** What is changed; undefined for something new. */
  readonly record: T | undefined;
  readonly textsOf: (record: T | undefined) => Texts<F>;
  /** Loads what is there now, after somebody else was faster. */
  readonly load?: (() => Promise<T | undefined>) | undefined;
}

/** What is typed, and since somebody else was faster what they wrote. */
type Typed<F extends string> = Pick<Merged<F>, "values"> & Partial<Merged<F>>;

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
export function useDraft<T extends Revised, F extends string>(options: Options<T, F>): Draft<T, F> {
  const { textsOf, load } = options;
  const [record, setRecord] = useState(options.record);
  const [{ values, theirs }, setTyped] = useState<Typed<F>>(() => ({
    values: textsOf(options.record),
  }));
  const set = (field: F, text: string) =>
    setTyped((all) => ({ ...all, values: { ...all.values, [field]: text } }));
  const save = async (saving: () => Promise<void>) => {
    try {
      await saving();
    } catch (reason) {
      const isSlower = reason instanceof Conflict && record !== undefined;
      const now = isSlower ? await load?.() : undefined;
      // nobody was faster where it is as it was: the server lies, or something was decided about keys
      if (now === undefined || now.rev === record?.rev) {
        throw reason;
      }
      setRecord(now);
      // of what is typed by now, which may be more than what was to be saved
      setTyped((typed) => merge(textsOf(record), typed.values, textsOf(now)));
    }
  };
  return { record, values, set, theirs, save };
}
