import { Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import {
  acceptInvitation,
  AnotherDataOwner,
  IndexedDbKeyStore,
  Invalid,
  InvitationCode,
} from "@salus/sdk";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { NewSecretFields } from "../secrets/NewSecretFields.js";
import { useNewSecret } from "../secrets/useNewSecret.js";
import { knownOf, logIn, type LoggedIn } from "../session/login.js";
import { Centered } from "../ui/Centered.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { useAction } from "../ui/useAction.js";
import { useIsThere } from "../ui/useIsThere.js";

interface Props {
  /** The server that is asked. */
  readonly url: string;
  /** Is told who has accepted, and asks whether they are there still once their keys are open. */
  readonly onAccepted: (who: LoggedIn, passphrase: string, isThere: () => boolean) => Promise<void>;
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
  const isThere = useIsThere();
  // the same again, as after a lost answer, is the same
  const action = useAction(async () => {
    const code = InvitationCode.parse(typed.replaceAll(/\s/g, ""));
    const good = [await password.check(), await passphrase.check()];
    if (good.includes(false) || !isThere()) {
      return;
    }
    if (passphrase.text === password.text) {
      throw new Invalid("passphrase", "the server is told the password, so it is no passphrase");
    }
    const keyStore = new IndexedDbKeyStore(passphrase.text);
    await acceptInvitation({ url }, code, login, password.text, keyStore).finally(() =>
      keyStore.close(),
    );
    if (!isThere()) {
      return;
    }
    const who = await logIn({ url, login, password: password.text });
    try {
      // the code says who they became, and no server says another
      if (who.user.dataOwner !== code.dataOwner) {
        throw new AnotherDataOwner(code.dataOwner, who.user.dataOwner);
      }
      await onAccepted(who, passphrase.text, isThere);
    } catch (failure) {
      await who.transport.end();
      throw failure;
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
            autoCapitalize="none"
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
            fields={{ code: t("invite.noCode"), passphrase: t("accept.samePassphrase") }}
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
