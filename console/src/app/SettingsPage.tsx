import { NativeSelect, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { OwnSecrets } from "../account/OwnSecrets.js";
import { SecondFactorPanel } from "../account/SecondFactorPanel.js";
import { IDLE_CHOICES, idleMinutes, setIdleMinutes } from "../session/idle.js";
import { useSession } from "../session/context.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { Preferences } from "../ui/Preferences.js";

/** What this browser remembers of how somebody likes the console. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { api, login, owner } = useSession();
  const [minutes, setMinutes] = useState(idleMinutes);
  return (
    <Stack>
      <PageTitle>{t("sections.settings")}</PageTitle>
      <Panel title={t("settings.who")}>
        <Text>
          {t("settings.login")}: {login}
        </Text>
        {owner !== undefined && (
          <Text>
            {t("settings.id")}: <code>{owner.id}</code>
          </Text>
        )}
      </Panel>
      <SecondFactorPanel api={api} />
      <OwnSecrets />
      <Panel title={t("settings.browser")}>
        <Preferences />
        <NativeSelect
          mt="md"
          maw="22rem"
          label={t("settings.idle")}
          value={minutes}
          onChange={(event) => {
            setIdleMinutes(Number(event.currentTarget.value));
            setMinutes(idleMinutes());
          }}
          data={IDLE_CHOICES.map((each) => ({
            value: String(each),
            label: t("settings.minutes", { count: each }),
          }))}
        />
      </Panel>
      <Panel title={t("settings.promise")}>
        <Text>{t("signIn.promise")}</Text>
        <Text mt="xs" c="dimmed">
          {t("settings.limits")}
        </Text>
      </Panel>
    </Stack>
  );
}
