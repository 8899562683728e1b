import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import type { User } from "@salus/sdk";
import { type SubmitEvent, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { Dialog } from "../ui/Dialog.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { useAction } from "../ui/useAction.js";
import { useLoaded } from "../ui/useLoaded.js";
import styles from "../devices/DevicesPage.module.css";
import { NewUserForm } from "./NewUserForm.js";

/** Who can log in; for administrators. */
export function UsersPage() {
  const { t } = useTranslation();
  const { api } = useSession();
  const { value, failure, reload } = useLoaded(useCallback(() => api.userApi.getUsers(), [api]));
  const [chosen, setChosen] = useState<{
    readonly user: User;
    readonly what: "reset" | "delete";
  }>();
  const nameOf = useNames((value ?? []).flatMap(({ dataOwner }) => dataOwner ?? []));
  const close = () => setChosen(undefined);
  return (
    <Stack>
      <PageTitle>{t("sections.users")}</PageTitle>
      <ErrorNote failure={failure} />
      <Panel title={t("users.all", { count: value?.length ?? 0 })}>
        <ul className={styles.list}>
          {value?.map((user) => (
            <li key={user.id}>
              <Group justify="space-between">
                <div>
                  <Text fw={600}>{user.login}</Text>
                  <Text size="sm" c="dimmed">
                    {[
                      ...user.roles.map((role) =>
                        role === "admin" ? t("users.administers") : role,
                      ),
                      user.dataOwner === undefined
                        ? t("users.noOwner")
                        : t("users.actsFor", { name: nameOf(user.dataOwner) }),
                    ].join(", ")}
                  </Text>
                </div>
                <UserActions user={user} onChosen={(what) => setChosen({ user, what })} />
              </Group>
            </li>
          ))}
        </ul>
      </Panel>
      <NewUserForm onMade={reload} />
      <Dialog
        opened={chosen !== undefined}
        title={chosen && t(`users.${chosen.what}Of`, { name: chosen.user.login })}
        onClose={close}
      >
        {chosen !== undefined && (
          <Sure
            {...chosen}
            onDone={() => {
              close();
              reload();
            }}
          />
        )}
      </Dialog>
    </Stack>
  );
}

interface ActionsProps {
  readonly user: User;
  readonly onChosen: (what: "reset" | "delete") => void;
}

function UserActions({ user, onChosen }: ActionsProps) {
  const { t } = useTranslation();
  const session = useSession();
  const unlock = useAction(() => session.api.userApi.unlock(user));
  const name = user.login;
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        aria-label={t("users.unlockOf", { name })}
        loading={unlock.running}
        onClick={() => unlock.run()}
      >
        {t("users.unlock")}
      </Button>
      <Button
        size="xs"
        variant="default"
        aria-label={t("users.resetOf", { name })}
        onClick={() => onChosen("reset")}
      >
        {t("users.reset")}
      </Button>
      {user.id !== session.user.id && (
        <Button
          size="xs"
          variant="default"
          aria-label={t("users.deleteOf", { name })}
          onClick={() => onChosen("delete")}
        >
          {t("common.remove")}
        </Button>
      )}
      <ErrorNote failure={unlock.failure} />
    </Group>
  );
}

interface SureProps {
  readonly user: User;
  readonly what: "reset" | "delete";
  readonly onDone: () => void;
}

function Sure({ user, what, onDone }: SureProps) {
  const { t } = useTranslation();
  const { api } = useSession();
  const [password, setPassword] = useState("");
  const action = useAction(async () => {
    await (what === "reset"
      ? api.userApi.resetPassword(user, password)
      : api.userApi.deleteUser(user));
    onDone();
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    action.run();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{t(`users.${what}Hint`)}</Text>
        {what === "reset" && (
          <PasswordInput
            label={t("users.password")}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ "aria-label": t("signIn.show"), tabIndex: 0 }}
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )}
        <ErrorNote failure={action.failure} />
        <div>
          <Button type="submit" color="red" loading={action.running}>
            {t(what === "reset" ? "users.reset" : "common.remove")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
