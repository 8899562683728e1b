import { useTranslation } from "react-i18next";
import { givenNames, shortId } from "../names/givennames.js";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";

/** Says by whom something was written; a name that is the server's word alone stands there as that. */
export function useWriters(writers: readonly string[]): (writer: string) => string {
  const { t } = useTranslation();
  const { api, owner } = useSession();
  const nameOf = useNames(writers);
  const given = givenNames(api, owner);
  return (writer) => {
    if (writer === owner?.id) {
      return t("records.byYou");
    }
    const [name, id] = [nameOf(writer), shortId(writer)];
    return given.has(writer) || name === id
      ? t("records.by", { name })
      : t("records.byServer", { name, id });
  };
}
