import { Badge, Group, Stack, Text } from "@mantine/core";
import type { AppointedNotaries } from "@salus/sdk";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { Panel } from "../ui/Panel.js";
import { useDates } from "../ui/useDates.js";
import { useLoaded } from "../ui/useLoaded.js";
import { AppointForm } from "./AppointForm.js";
import styles from "./DevicesPage.module.css";

interface OwnSet {
  readonly set: AppointedNotaries;
  /** Who has taken it on. */
  readonly accepted: readonly string[];
}

/** The people who give one's keys back together; where they are appointed. */
export function NotariesPanel() {
  const { t } = useTranslation();
  const { api, owner } = useSession();
  const load = useCallback(async (): Promise<readonly OwnSet[]> => {
    const sets = await api.notaryApi.sets();
    const own = sets.filter((set) => set.owner === owner?.id && set.trusted);
    return Promise.all(
      own.map(async (set) => ({ set, accepted: await api.notaryApi.acceptedBy(set.setId) })),
    );
  }, [api, owner]);
  const { value, failure, reload } = useLoaded(load);
  return (
    <Panel title={t("notaries.title")}>
      <Stack>
        <Text>{t("notaries.hint")}</Text>
        <ErrorNote failure={failure} />
        {value !== undefined && value.length > 0 && (
          <ul className={styles.list}>
            {value.map((each) => (
              <Notaries key={each.set.setId} {...each} />
            ))}
          </ul>
        )}
        {value?.length === 0 && <Text c="dimmed">{t("notaries.none")}</Text>}
        <AppointForm key={value?.[0]?.set.setId ?? ""} onAppointed={reload} />
      </Stack>
    </Panel>
  );
}

function Notaries({ set, accepted }: OwnSet) {
  const { t } = useTranslation();
  const dates = useDates();
  const nameOf = useNames(set.notaries);
  const count = set.notaries.length;
  return (
    <li>
      <Text fw={600}>
        {t("notaries.set", { needed: set.needed, count, date: dates.time(set.createdAt) })}
      </Text>
      {!set.current && <Text c="dimmed">{t("notaries.outdated")}</Text>}
      {set.notaries.map((id) => (
        <Group key={id} gap="xs">
          <Text>{nameOf(id)}</Text>
          <Badge variant="light" color={accepted.includes(id) ? "green" : "orange"}>
            {t(accepted.includes(id) ? "notaries.accepted" : "notaries.waiting")}
          </Badge>
        </Group>
      ))}
    </li>
  );
}
