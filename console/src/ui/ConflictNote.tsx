import { Alert, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Theirs } from "./draft.js";

interface Props<F extends string> {
  /** Undefined if nobody was faster. */
  readonly theirs: readonly Theirs<F>[] | undefined;
  readonly labelOf: (field: F) => string;
}

/** Says that somebody else was faster, what they wrote, and that what was typed is there still. */
export function ConflictNote<F extends string>({ theirs, labelOf }: Props<F>) {
  const { t } = useTranslation();
  if (theirs === undefined) {
    return null;
  }
  return (
    <Alert color="orange" role="alert">
      <Text>{t("conflict.saveAgain")}</Text>
      <ul>
        {theirs.map(({ field, text, isBoth }) => (
          <li key={field}>
            {t(isBoth ? "conflict.both" : "conflict.theirs", {
              field: labelOf(field),
              text: text === "" ? t("conflict.empty") : text,
            })}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
