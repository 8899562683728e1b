import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { Panel } from "../ui/Panel.js";
import { useLoaded } from "../ui/useLoaded.js";

const PROBES = ["live", "ready"] as const;

interface Probe {
  readonly name: (typeof PROBES)[number];
  readonly good: boolean;
  readonly says: string;
}

async function probe(url: string, name: Probe["name"]): Promise<Probe> {
  const answer = await fetch(new URL(`/health/${name}`, url), { credentials: "omit" });
  const body = (await answer.json()) as { readonly status?: unknown; readonly detail?: unknown };
  const says = typeof body.detail === "string" ? body.detail : String(body.status);
  return { name, good: answer.ok, says };
}

/** Whether the server and its parts answer, and which release it is. */
export function HealthPanel() {
  const { t } = useTranslation();
  const { url } = useSession();
  const { value, failure, reload } = useLoaded(
    useCallback(() => Promise.all(PROBES.map((name) => probe(url, name))), [url]),
  );
  const again = (
    <Button size="xs" variant="default" onClick={reload}>
      {t("server.again")}
    </Button>
  );
  return (
    <Panel title={t("server.health")} actions={again}>
      <ErrorNote failure={failure} />
      <Stack gap="xs">
        {value?.map(({ name, good, says }) => (
          <Group key={name}>
            <Badge variant="light" color={good ? "green" : "red"}>
              {t(good ? "server.good" : "server.bad")}
            </Badge>
            <Text>
              {t(`server.${name}`)}
              {!good && `: ${says}`}
            </Text>
          </Group>
        ))}
      </Stack>
      <Text mt="sm" size="sm" c="dimmed">
        {t("server.metrics")}
      </Text>
    </Panel>
  );
}
