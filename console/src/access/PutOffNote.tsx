import { Alert, Button, Stack, Text } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { comparing } from "../names/comparing.js";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { useAction } from "../ui/useAction.js";

/** Says what it means that a comparison was put off, and goes on with it; nothing if none was. */
export function PutOffNote({ onCompared }: { readonly onCompared: () => void }) {
  const { t } = useTranslation();
  const { api, questions } = useSession();
  const putOff = useSyncExternalStore(questions.subscribe, questions.putOff);
  const nameOf = useNames(putOff.map(({ dataOwner }) => dataOwner));
  const compare = useAction(async () => {
    for (const prompt of putOff) {
      if (await questions.askAgain(prompt)) {
        await comparing(api, prompt.dataOwner, () =>
          api.dataOwnerApi.confirmKey(prompt.dataOwner, prompt.keyId),
        );
        onCompared();
      }
    }
  });
  const names = [...new Set(putOff.map(({ dataOwner }) => nameOf(dataOwner)))];
  return (
    <>
      <ErrorNote failure={compare.failure} />
      {names.length > 0 && (
        <Alert color="orange">
          <Stack gap="xs" align="flex-start">
            <Text size="sm">{t("question.putOff", { names: names.join(", ") })}</Text>
            <Button size="xs" variant="default" onClick={() => compare.run()}>
              {t("question.compareNow")}
            </Button>
          </Stack>
        </Alert>
      )}
    </>
  );
}
