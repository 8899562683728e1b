import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { ByServer } from "../names/ByServer.js";
import { comparing } from "../names/comparing.js";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { Fingerprint } from "./Fingerprint.js";
import { Dialog } from "../ui/Dialog.js";

/** Asks about a key of somebody else that nothing vouches for, as soon as one is met. */
export function KeyQuestionDialog() {
  const { t } = useTranslation();
  const { api, questions } = useSession();
  const [question] = useSyncExternalStore(questions.subscribe, questions.open);
  const nameOf = useNames(question === undefined ? [] : [question.prompt.dataOwner]);
  if (question === undefined) {
    return null;
  }
  const { dataOwner, fingerprint, knownFingerprints } = question.prompt;
  const name = nameOf(dataOwner);
  const yes = () =>
    void comparing(api, dataOwner, () => {
      question.answer(true);
      return Promise.resolve();
    });
  return (
    <Dialog
      title={t("question.title", { name })}
      leaving={t("question.no")}
      onClose={() => question.answer(false)}
    >
      <Stack>
        <Text>{t("question.hint", { name })}</Text>
        <ByServer dataOwner={dataOwner} name={name} />
        <Fingerprint text={fingerprint} label={t("question.fingerprint")} />
        {knownFingerprints.length > 0 && (
          <Alert color="orange">{t("question.another", { name })}</Alert>
        )}
        <Text size="sm">{t("question.later", { name })}</Text>
        <Group>
          <Button onClick={yes}>{t("question.yes")}</Button>
          {/* the focus is there: the dialog comes unasked, maybe under somebody's typing */}
          <Button data-autofocus variant="default" onClick={() => question.answer(false)}>
            {t("question.no")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
