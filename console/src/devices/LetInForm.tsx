import { Button, Stack, Text, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { useAction } from "../ui/useAction.js";

interface Props {
  readonly keyId: string;
  readonly onChanged: () => void;
}

/** Lets another device of one's own in, once its fingerprint was compared. */
export function LetInForm({ keyId, onChanged }: Props) {
  const { t } = useTranslation();
  const { api } = useSession();
  const [typed, setTyped] = useState("");
  const action = useAction(async () => {
    await api.deviceApi.letIn(keyId, typed);
    onChanged();
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    action.run();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs" mb="xs" maw="32rem">
        <TextInput
          label={t("devices.itsFingerprint")}
          description={t("compare.hint")}
          autoComplete="off"
          required
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Text size="sm">{t("devices.letInBoth")}</Text>
        <ErrorNote failure={action.failure} />
        <div>
          <Button size="xs" type="submit" loading={action.running}>
            {t("devices.letIn")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
