import { Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { acceptInvitation, IndexedDbKeyStore, InvitationCode } from "@salus/sdk";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { NewSecretFields } from "../secrets/NewSecretFields.js";
import { useNewSecret } from "../secrets/useNewSecret.js";
import { knownOf, logIn, type LoggedIn } from "../session/login.js";
import { Centered } from "../ui/Centered.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { useAction } from "../ui/useAction.js";

interface Props {
  /** The server that is asked. */
  readonly url: string;
  readonly onAccepted: (who: LoggedIn, passphrase: string) => Promise<void>;
  readonly onBack: () => void;
}

/** For somebody who was handed a code: makes their login, and the keys that the code vouches for. */
export function AcceptInvitation({ url, onAccepted, onBack }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [login, setLogin] = useState("");
  const known = knownOf({ login, url });
  const password = useNewSecret(known);
  const passphrase = useNewSecret(known);
  // the same again, as after a lost answer, is the same
  const action = useAction(async () => {
    const code = InvitationCode.parse(typed.replaceAll(/\s/g, ""));
    const good = [await password.check(), await passphrase.check()];
    if (!good.includes(false)) {
      const keyStore = new IndexedDbKeyStore(passphrase.text);
      await acceptInvitation({ url }, code, login, password.text, keyStore);
      await onAccepted(await logIn({ url, login, password: password.text }), passphrase.text);
    }
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    action.run();
  };
  return (
    <Centered>
      <form onSubmit={submit} aria-busy={action.running}>
        <Stack>
          <PageTitle>{t("accept.title")}</PageTitle>
          <Text>{t("accept.hint")}</Text>
          <Textarea
            label={t("invite.code")}
            rows={2}
            autoComplete="off"
            spellCheck={false}
            required
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <TextInput
            label={t("accept.login")}
            description={t("accept.loginHint")}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <NewSecretFields
            secret={password}
            label={t("accept.password")}
            againLabel={t("accept.passwordAgain")}
            hint={t("strength.hint")}
          />
          <NewSecretFields
            secret={passphrase}
            label={t("firstUse.passphrase")}
            againLabel={t("firstUse.again")}
            hint={t("firstUse.passphraseHint")}
          />
          <ErrorNote
            failure={action.failure}
            fields={{ code: t("invite.noCode") }}
            names={{ NotFound: t("accept.gone"), Conflict: t("accept.taken") }}
          />
          <Group>
            <Button type="submit" loading={action.running}>
              {t("accept.make")}
            </Button>
            <Button variant="default" onClick={onBack}>
              {t("common.back")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Centered>
  );
}
