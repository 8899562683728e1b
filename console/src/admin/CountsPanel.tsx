import { Text } from "@mantine/core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { Panel } from "../ui/Panel.js";
import { useLoaded } from "../ui/useLoaded.js";

/** How many users and data owners there are. */
export function CountsPanel() {
  const { t } = useTranslation();
  const { api } = useSession();
  const load = useCallback(async () => {
    const [users, hcp, patient, device] = await Promise.all([
      api.userApi.getUsers(),
      api.dataOwnerApi.getDataOwners("hcp"),
      api.dataOwnerApi.getDataOwners("patient"),
      api.dataOwnerApi.getDataOwners("device"),
    ]);
    return {
      users: users.length,
      hcp: hcp.length,
      patient: patient.length,
      device: device.length,
    };
  }, [api]);
  const { value, failure } = useLoaded(load);
  return (
    <Panel title={t("server.counts")}>
      <ErrorNote failure={failure} />
      {value !== undefined && (
        <>
          <Text>{t("users.all", { count: value.users })}</Text>
          {(["hcp", "patient", "device"] as const).map((type) => (
            <Text key={type}>
              {t(`choice.${type}`)}: {t("owners.all", { count: value[type] })}
            </Text>
          ))}
        </>
      )}
    </Panel>
  );
}
