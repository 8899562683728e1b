import { Anchor, Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LoggedIn } from "../session/login.js";
import { Centered } from "../ui/Centered.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { useAction } from "../ui/useAction.js";

interface Props {
  readonly who: LoggedIn;
  readonly onPassphrase: (passphrase: string) => Promise<void>;
  /** Is told that the passphrase was forgotten. */
  readonly onForgotten: () => Promise<void>;
  readonly onBack: () => void;
}

/** Asks for the passphrase of the keys that this browser has. */
export function Unlock({ who, onPassphrase, onForgotten, onBack }: Props) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState("");
  const action = useAction(() => onPassphrase(passphrase));
  const forgotten = useAction(onForgotten);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    action.run();
  };
  return (
    <Centered>
      <form onSubmit={submit} aria-busy={action.running}>
        <Stack>
          <PageTitle>{t("unlock.title")}</PageTitle>
          <Text>{t("unlock.hint", { login: who.login })}</Text>
          <PasswordInput
            label={t("unlock.passphrase")}
            autoComplete="off"
            autoFocus
            visibilityToggleButtonProps={{ "aria-label": t("signIn.show"), tabIndex: 0 }}
            required
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
          <ErrorNote failure={action.failure ?? forgotten.failure} />
          <Group>
            <Button type="submit" loading={action.running}>
              {t("unlock.open")}
            </Button>
            <Button variant="default" onClick={onBack}>
              {t("common.back")}
            </Button>
          </Group>
          <Anchor
            component="button"
            type="button"
            ta="left"
            disabled={action.running || forgotten.running}
            onClick={() => forgotten.run()}
          >
            {t("unlock.forgotten")}
          </Anchor>
        </Stack>
      </form>
    </Centered>
  );
}
