import { Alert, Button, PasswordInput, Stack, Text } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { NewSecretFields } from "../secrets/NewSecretFields.js";
import { useNewSecret } from "../secrets/useNewSecret.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { Panel } from "../ui/Panel.js";
import { useAction } from "../ui/useAction.js";

interface Props {
  readonly kind: "password" | "passphrase";
  /** What whoever guesses knows, with blanks between. */
  readonly known: string;
  /** Changes it; whether the old one was right. */
  readonly onChange: (old: string, next: string) => Promise<boolean>;
}

/** Changes a secret of one's own. */
export function ChangeSecretForm({ kind, known, onChange }: Props) {
  const { t } = useTranslation();
  const [round, setRound] = useState(0);
  const [done, setDone] = useState(false);
  return (
    <Panel title={t(`change.${kind}`)}>
      <Stack maw="30rem">
        <Text>{t(`change.${kind}Hint`)}</Text>
        {done && (
          <Alert color="green" role="status">
            {t(`change.${kind}Done`)}
          </Alert>
        )}
        <Fields
          key={round}
          kind={kind}
          known={known}
          onChange={async (old, next) => {
            const right = await onChange(old, next);
            setDone(right);
            setRound((each) => (right ? each + 1 : each));
            return right;
          }}
        />
      </Stack>
    </Panel>
  );
}

function Fields({ kind, known, onChange }: Props) {
  const { t } = useTranslation();
  const [old, setOld] = useState("");
  const [wrong, setWrong] = useState(false);
  const secret = useNewSecret(known);
  const action = useAction(async () => {
    setWrong(false);
    if (await secret.check()) {
      setWrong(!(await onChange(old, secret.text)));
    }
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    action.run();
  };
  return (
    <form onSubmit={submit} noValidate aria-busy={action.running}>
      <Stack>
        <PasswordInput
          label={t(`change.${kind}Old`)}
          autoComplete={kind === "password" ? "current-password" : "off"}
          visibilityToggleButtonProps={{ "aria-label": t("signIn.show"), tabIndex: 0 }}
          required
          error={wrong && t(`change.${kind}Wrong`)}
          value={old}
          onChange={(event) => setOld(event.currentTarget.value)}
        />
        <NewSecretFields
          secret={secret}
          label={t(`change.${kind}New`)}
          againLabel={t(`change.${kind}Again`)}
          hint={t("strength.hint")}
        />
        <ErrorNote failure={action.failure} />
        <div>
          <Button type="submit" loading={action.running}>
            {t(`change.${kind}`)}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
