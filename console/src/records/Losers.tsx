import { Text } from "@mantine/core";
import type { Metadata } from "@salus/sdk";
import { useTranslation } from "react-i18next";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { othersWithAccess } from "./rights.js";

/** Says who else loses a record that is removed. */
export function Losers({ record }: { readonly record: { readonly metadata?: Metadata } }) {
  const { t } = useTranslation();
  const { owner } = useSession();
  const others = othersWithAccess(record, owner?.id);
  const nameOf = useNames(others);
  return (
    <Text>
      {others.length === 0
        ? t("remove.onlyYou")
        : t("remove.others", { names: others.map(nameOf).join(", ") })}
    </Text>
  );
}
