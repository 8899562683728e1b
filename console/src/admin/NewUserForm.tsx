import { Button, Checkbox, PasswordInput, Stack, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { Panel } from "../ui/Panel.js";
import { useAction } from "../ui/useAction.js";

/** Makes a user, who acts for a data owner or administers. */
export function NewUserForm({ onMade }: { readonly onMade: () => void }) {
  const { t } = useTranslation();
  const { api } = useSession();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [owner, setOwner] = useState("");
  const [admin, setAdmin] = useState(false);
  const action = useAction(async () => {
    const dataOwner = owner.trim() === "" ? undefined : owner.trim();
    await api.userApi.createUser(login.trim(), password, admin ? ["admin"] : [], dataOwner);
    setLogin("");
    setPassword("");
    setOwner("");
    setAdmin(false);
    onMade();
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    action.run();
  };
  return (
    <Panel title={t("users.new")}>
      <form onSubmit={submit}>
        <Stack maw="30rem">
          <TextInput
            label={t("signIn.login")}
            autoComplete="off"
            autoCapitalize="none"
            required
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("users.password")}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ "aria-label": t("signIn.show"), tabIndex: 0 }}
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <TextInput
            label={t("users.owner")}
            description={t("users.ownerHint")}
            autoComplete="off"
            value={owner}
            onChange={(event) => setOwner(event.currentTarget.value)}
          />
          <Checkbox
            label={t("users.admin")}
            checked={admin}
            onChange={(event) => setAdmin(event.currentTarget.checked)}
          />
          <ErrorNote failure={action.failure} />
          <div>
            <Button type="submit" loading={action.running}>
              {t("users.make")}
            </Button>
          </div>
        </Stack>
      </form>
    </Panel>
  );
}
