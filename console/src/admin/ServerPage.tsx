import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { PageTitle } from "../ui/PageTitle.js";
import { CountsPanel } from "./CountsPanel.js";
import { HealthPanel } from "./HealthPanel.js";
import { StoredPanel } from "./StoredPanel.js";

/** How the server is, and what it has: ciphertext; for administrators. */
export function ServerPage() {
  const { t } = useTranslation();
  return (
    <Stack>
      <PageTitle>{t("sections.server")}</PageTitle>
      <HealthPanel />
      <CountsPanel />
      <StoredPanel />
    </Stack>
  );
}
