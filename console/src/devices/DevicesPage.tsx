import { Badge, Group, Stack, Text } from "@mantine/core";
import type { OwnCard } from "@salus/sdk";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Fingerprint } from "../access/Fingerprint.js";
import { QrCode } from "../access/QrCode.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { RemoveButton } from "../ui/RemoveButton.js";
import { useDates } from "../ui/useDates.js";
import { useLoaded } from "../ui/useLoaded.js";
import styles from "./DevicesPage.module.css";
import { AsidePanel } from "./AsidePanel.js";
import { LetInForm } from "./LetInForm.js";
import { NotariesPanel } from "./NotariesPanel.js";
import { RecoveryPanel } from "./RecoveryPanel.js";
import { RotatePanel } from "./RotatePanel.js";

const COLOURS = {
  THIS_DEVICE: "green",
  TRUSTED: "gray",
  UNTRUSTED: "orange",
  LOST: "red",
  RETIRED: "gray",
} as const;

/** The keys of one's own devices, what others compare, and the ways back. */
export function DevicesPage() {
  const { t } = useTranslation();
  const { api, owner } = useSession();
  const { value, failure, reload } = useLoaded(useCallback(() => api.deviceApi.cards(), [api]));
  // what was made before brings back the old key only, and says so
  const [round, setRound] = useState(0);
  const rotated = () => {
    reload();
    setRound((each) => each + 1);
  };
  return (
    <Stack>
      <PageTitle>{t("sections.devices")}</PageTitle>
      <Panel title={t("devices.own")}>
        <Text>{t("devices.ownHint")}</Text>
        <Group mt="sm" gap="xl">
          <Fingerprint
            text={api.dataOwnerApi.getOwnFingerprint()}
            label={t("devices.ownFingerprint")}
          />
          <QrCode text={api.dataOwnerApi.getOwnQrCode()} label={t("devices.qr")} />
        </Group>
      </Panel>
      <Panel title={t("devices.all")}>
        <ErrorNote failure={failure} />
        <ul className={styles.list}>
          {value?.map((card) => (
            <Card key={card.keyId} card={card} onChanged={reload} />
          ))}
        </ul>
      </Panel>
      <RotatePanel onRotated={rotated} />
      <AsidePanel dataOwner={owner?.id ?? ""} />
      <RecoveryPanel key={`recovery ${round}`} />
      <NotariesPanel key={`notaries ${round}`} />
    </Stack>
  );
}

function Card({ card, onChanged }: { readonly card: OwnCard; readonly onChanged: () => void }) {
  const { t } = useTranslation();
  const { api } = useSession();
  const dates = useDates();
  const retire = async () => {
    await api.deviceApi.retire(card.keyId);
    onChanged();
  };
  return (
    <li>
      <Group gap="sm">
        <Badge color={COLOURS[card.state]} variant="light">
          {t(`devices.${card.state}`)}
        </Badge>
        <Text>{t("devices.since", { date: dates.time(card.createdAt) })}</Text>
      </Group>
      {/* whoever lets a device in types what that shows, and does not copy what the server says */}
      {!["THIS_DEVICE", "UNTRUSTED"].includes(card.state) && (
        <Fingerprint text={card.fingerprint} label={t("question.fingerprint")} />
      )}
      {card.state === "UNTRUSTED" && <LetInForm keyId={card.keyId} onChanged={onChanged} />}
      {card.state === "LOST" && <Text size="sm">{t("devices.lostHint")}</Text>}
      {["TRUSTED", "UNTRUSTED", "LOST"].includes(card.state) && (
        <RemoveButton
          title={t("devices.retireTitle")}
          label={t("devices.retire")}
          size="xs"
          sure={t("devices.retire")}
          onRemove={retire}
        >
          {() => <Text>{t("devices.retireHint")}</Text>}
        </RemoveButton>
      )}
    </li>
  );
}
