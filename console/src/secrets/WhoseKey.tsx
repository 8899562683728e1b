import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDates } from "../ui/useDates.js";

interface Props {
  readonly login: string;
  /** Of the server. */
  readonly url: string;
}

/** Whose recovery key it is, where, and since when: on paper, nothing else says so. */
export function WhoseKey({ login, url }: Props) {
  const { t } = useTranslation();
  const dates = useDates();
  const [made] = useState(Date.now);
  return <Text size="sm">{t("recoveryKey.whose", { login, url, date: dates.time(made) })}</Text>;
}
