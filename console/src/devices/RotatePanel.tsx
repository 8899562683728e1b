import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../session/context.js";
import { Dialog } from "../ui/Dialog.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { Panel } from "../ui/Panel.js";
import { useAction } from "../ui/useAction.js";
import { useLoaded } from "../ui/useLoaded.js";

/** What is left to do once there is another key. */
interface Rotated {
  /** Keys of one's own that the new one does not speak for. */
  readonly others: number;
}

/** Puts another key in the place of this browser's; goes on where that was begun and not finished. */
export function RotatePanel({ onRotated }: { readonly onRotated: () => void }) {
  const { t } = useTranslation();
  const { api } = useSession();
  const [asked, setAsked] = useState(false);
  const [rotated, setRotated] = useState<Rotated>();
  const unfinished = useLoaded(useCallback(() => api.deviceApi.isRotationUnfinished(), [api]));
  const rotate = useAction(async () => {
    setRotated(undefined);
    try {
      const { notVouchedFor } = await api.deviceApi.rotate();
      setRotated({ others: notVouchedFor.length });
      setAsked(false);
    } finally {
      unfinished.reload();
      onRotated();
    }
  });
  const close = () => {
    // what goes on is not cancelled by that, and its failure stands here
    if (!rotate.running) {
      setAsked(false);
    }
  };
  return (
    <Panel title={t("rotate.title")}>
      <Stack>
        <Text>{t("rotate.hint")}</Text>
        {unfinished.value === true && <Alert color="orange">{t("rotate.unfinished")}</Alert>}
        {rotated !== undefined && (
          <Alert color="green" role="status">
            <Text>{t("rotate.done")}</Text>
            {rotated.others > 0 && (
              <Text mt="xs">{t("rotate.others", { count: rotated.others })}</Text>
            )}
          </Alert>
        )}
        <ErrorNote failure={unfinished.failure} />
        <div>
          <Button variant="default" onClick={() => setAsked(true)}>
            {t("rotate.begin")}
          </Button>
        </div>
      </Stack>
      <Dialog opened={asked} title={t("rotate.begin")} onClose={close}>
        <Stack>
          <Text>{t("rotate.sure")}</Text>
          <ErrorNote failure={rotate.failure} />
          <Group>
            <Button loading={rotate.running} onClick={() => rotate.run()}>
              {t("rotate.now")}
            </Button>
            <Button data-autofocus variant="default" disabled={rotate.running} onClick={close}>
              {t("common.cancel")}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </Panel>
  );
}
