import { Alert, Button, Stack, Text, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNote } from "../ui/ErrorNote.js";
import { useAction } from "../ui/useAction.js";

interface Props {
  readonly title: string;
  readonly label: string;
  readonly description?: string;
  readonly action: string;
  readonly onTyped: (text: string) => Promise<void>;
}

/** Something that is answered by typing what somebody else tells, such as a fingerprint. */
export function TypedAnswer({ title, label, description, action, onTyped }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [done, setDone] = useState(false);
  const started = useAction(async () => {
    await onTyped(typed);
    setDone(true);
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    started.run();
  };
  return (
    <li>
      <form onSubmit={submit}>
        <Stack gap="xs" maw="32rem">
          <Text fw={600}>{title}</Text>
          <TextInput
            label={label}
            description={description}
            autoComplete="off"
            required
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <ErrorNote failure={started.failure} />
          {done && (
            <Alert color="green" role="status">
              {t("requests.done")}
            </Alert>
          )}
          <div>
            <Button size="xs" type="submit" loading={started.running}>
              {action}
            </Button>
          </div>
        </Stack>
      </form>
    </li>
  );
}
