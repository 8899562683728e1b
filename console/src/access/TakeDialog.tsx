import { Button, Group, Stack, Text } from "@mantine/core";
import type { Patient } from "@salus/sdk";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { Dialog } from "../ui/Dialog.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { useAction } from "../ui/useAction.js";
import { TakenNote } from "./TakenNote.js";
import { isWhole, type Taken, takeFrom } from "./taking.js";

interface Props {
  readonly patient: Patient;
  readonly dataOwner: string;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** Asks whether to take access, takes it, and stays while there is something to say of what it left. */
export function TakeDialog({ patient, dataOwner, onChanged, onClose }: Props) {
  const { t } = useTranslation();
  const { api, owner } = useSession();
  const [taken, setTaken] = useState<Taken>();
  const name = useNames([dataOwner])(dataOwner);
  const action = useAction(async () => {
    const done = await takeFrom(api, patient, dataOwner, owner?.id);
    onChanged();
    if (isWhole(done)) {
      onClose();
    } else {
      setTaken(done);
    }
  });
  const isOpen = taken === undefined || taken.failed > 0;
  return (
    <Dialog title={t("access.takeFrom", { name })} onClose={onClose}>
      <Stack>
        {taken === undefined ? (
          <Text>{t("access.takeHint", { name })}</Text>
        ) : (
          <>
            <Text>{t("taken.done", { name })}</Text>
            <TakenNote dataOwner={dataOwner} taken={taken} />
          </>
        )}
        <ErrorNote failure={action.failure} />
        <Group>
          {isOpen && (
            <Button color="red" loading={action.running} onClick={() => action.run()}>
              {t(taken === undefined ? "access.take" : "taken.again")}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t(taken === undefined ? "common.cancel" : "taken.close")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
