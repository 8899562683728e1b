import { Button, PasswordInput, Stack, Text } from "@mantine/core";
import { Conflict, type User, type UserApi } from "@salus/sdk";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { rolesWithAdmin, rolesWithoutAdmin } from "../session/administrators.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { useAction } from "../ui/useAction.js";

/** What is done with a user after somebody has read what it means. */
export type UserChange = "reset" | "lock" | "giveAdmin" | "takeAdmin" | "delete";

const DONE_BY: Readonly<
  Record<UserChange, (users: UserApi, user: User, password: string) => Promise<unknown>>
> = {
  reset: (users, user, password) => users.resetPassword(user, password),
  lock: (users, user) => users.lock(user),
  giveAdmin: (users, user) => users.setRoles(user, rolesWithAdmin(user)),
  takeAdmin: (users, user) => users.setRoles(user, rolesWithoutAdmin(user)),
  delete: (users, user) => users.deleteUser(user),
};

/** Whether it was refused since nobody would be left who administers: such a conflict has no revision. */
function isOfTheLast(failure: unknown, what: UserChange): boolean {
  return failure instanceof Conflict && failure.currentRev === undefined && what !== "reset";
}

interface Props {
  /** As it was read last. */
  readonly user: User;
  readonly what: UserChange;
  readonly onDone: () => void;
  /** Is told that it failed, since the user may be another by now. */
  readonly onRefused: () => void;
}

/** Says what it means to change a user so, and does it. */
export function UserDialog({ user, what, onDone, onRefused }: Props) {
  const { t } = useTranslation();
  const { api } = useSession();
  const [password, setPassword] = useState("");
  const action = useAction(async () => {
    try {
      await DONE_BY[what](api.userApi, user, password);
    } catch (failure) {
      onRefused();
      throw failure;
    }
    onDone();
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    action.run();
  };
  const names = isOfTheLast(action.failure, what) ? { Conflict: t("users.last") } : {};
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
        <ErrorNote failure={action.failure} names={names} />
        <div>
          <Button type="submit" color="red" loading={action.running}>
            {t(what === "delete" ? "common.remove" : `users.${what}`)}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
