import { Alert } from "@mantine/core";
import { Invalid } from "@salus/sdk";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import en from "../i18n/en.json";

type Known = keyof typeof en.errors;

/** What a person reads of a failure: in their language where it is a usual one. */
export function errorText(failure: unknown, t: TFunction): string {
  if (!(failure instanceof Error)) {
    return t("errors.unknown");
  }
  const { reason } = failure as { readonly reason?: unknown };
  const names = [`${failure.name}_${typeof reason === "string" ? reason : ""}`, failure.name];
  const known = names.find((name): name is Known => name in en.errors);
  return known === undefined ? `${t("errors.unknown")} (${failure.message})` : t(`errors.${known}`);
}

interface Props {
  readonly failure: unknown;
  /** What to say where the server did not take a field, by its name there. */
  readonly fields?: Readonly<Record<string, string>>;
  /** What to say of failures by their names, where it is more than they say everywhere. */
  readonly names?: Readonly<Record<string, string>>;
}

/** The server says which field it is, and may say what every object has. */
function textOf(texts: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(texts, name) ? texts[name] : undefined;
}

/** Says why something failed; nothing while nothing did. */
export function ErrorNote({ failure, fields = {}, names = {} }: Props) {
  const { t } = useTranslation();
  const named = failure instanceof Error ? textOf(names, failure.name) : undefined;
  const ofField = failure instanceof Invalid ? textOf(fields, failure.field) : undefined;
  return failure === undefined ? null : (
    <Alert color="red" variant="light" role="alert">
      {ofField ?? named ?? errorText(failure, t)}
    </Alert>
  );
}
