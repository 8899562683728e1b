import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { logIn, type LoggedIn } from "../session/login.js";
import { Centered } from "../ui/Centered.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { useAction } from "../ui/useAction.js";

/** Why somebody who was there is asked again. */
export type WhyAgain = "locked" | "ended";

interface Props {
  readonly login: string | undefined;
  readonly why: WhyAgain | undefined;
  readonly onLoggedIn: (who: LoggedIn) => void;
  /** Is told that somebody has an invitation to this server. */
  readonly onInvited: (url: string) => void;
}

/** A page that a server answers at `/console` is for that server. */
const SERVED = /\/console$/.test(location.pathname);

/** Asks who it is. */
export function SignIn({ login, why, onLoggedIn, onInvited }: Props) {
  const { t } = useTranslation();
  const [address, setAddress] = useState(SERVED ? location.origin : "");
  const [name, setName] = useState(login ?? "");
  const [password, setPassword] = useState("");
  const action = useAction(async () => {
    const url = address.trim();
    onLoggedIn(await logIn({ url, login: name, password }));
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    action.run();
  };
  return (
    <Centered>
      <form onSubmit={submit} aria-busy={action.running}>
        <Stack>
          <PageTitle>{t("signIn.title")}</PageTitle>
          {why !== undefined && <Alert role="status">{t(`signIn.${why}`)}</Alert>}
          {!SERVED && (
            <TextInput
              label={t("signIn.server")}
              description={t("signIn.serverHint")}
              type="url"
              required
              value={address}
              onChange={(event) => setAddress(event.currentTarget.value)}
            />
          )}
          <TextInput
            label={t("signIn.login")}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("signIn.password")}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": t("signIn.show"), tabIndex: 0 }}
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <ErrorNote failure={action.failure} names={{ Forbidden: t("signIn.lockedOut") }} />
          <Button type="submit" loading={action.running}>
            {t("signIn.enter")}
          </Button>
          {!action.running && URL.canParse(address.trim()) && (
            <Anchor
              component="button"
              type="button"
              ta="left"
              onClick={() => onInvited(address.trim())}
            >
              {t("accept.title")}
            </Anchor>
          )}
          <Text size="sm" c="dimmed">
            {t("signIn.promise")}
          </Text>
        </Stack>
      </form>
    </Centered>
  );
}
