import { Button, Group, Stack, Text } from "@mantine/core";
import { IndexedDbKeyStore } from "@salus/sdk";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../ui/Dialog.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { Panel } from "../ui/Panel.js";
import { useAction } from "../ui/useAction.js";
import { useLoaded } from "../ui/useLoaded.js";

/** Keys whose passphrase was forgotten, which are still in this browser; nothing if there are none. */
export function AsidePanel({ dataOwner }: { readonly dataOwner: string }) {
  const { t } = useTranslation();
  const { value, failure, reload } = useLoaded(
    useCallback(() => IndexedDbKeyStore.aside(dataOwner), [dataOwner]),
  );
  const [asked, setAsked] = useState(false);
  const close = () => setAsked(false);
  const remove = useAction(async () => {
    await IndexedDbKeyStore.removeAside(dataOwner);
    close();
    reload();
  });
  if (value === 0) {
    return null;
  }
  return (
    <Panel title={t("aside.title")}>
      <Stack align="flex-start">
        <Text>{t("aside.hint")}</Text>
        <ErrorNote failure={failure} />
        <Button variant="default" onClick={() => setAsked(true)}>
          {t("aside.remove")}
        </Button>
      </Stack>
      <Dialog opened={asked} title={t("aside.remove")} onClose={close}>
        <Stack>
          <Text>{t("aside.sure")}</Text>
          <ErrorNote failure={remove.failure} />
          <Group>
            <Button color="red" loading={remove.running} onClick={() => remove.run()}>
              {t("aside.removeNow")}
            </Button>
            <Button variant="default" onClick={close}>
              {t("common.cancel")}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </Panel>
  );
}
