import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSession } from "../session/context.js";
import { givenNames, shortId } from "./givennames.js";

interface Props {
  readonly dataOwner: string;
  /** What the page calls them. */
  readonly name: string;
}

/** Says that a name is the server's word; nothing if it was kept when the key was compared. */
export function ByServer({ dataOwner, name }: Props) {
  const { t } = useTranslation();
  const { api, owner } = useSession();
  const isOwn = dataOwner === owner?.id;
  return isOwn || givenNames(api, owner).has(dataOwner) || name === shortId(dataOwner) ? null : (
    <Text size="xs">{t("names.byServer", { id: shortId(dataOwner) })}</Text>
  );
}
