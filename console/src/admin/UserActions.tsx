import { Button, Group } from "@mantine/core";
import type { User } from "@salus/sdk";
import { useTranslation } from "react-i18next";
import { administers } from "../session/administrators.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { useAction } from "../ui/useAction.js";
import type { UserChange } from "./UserDialog.js";

interface Props {
  readonly user: User;
  /** Is told what somebody wants to do, who is asked before. */
  readonly onChosen: (what: UserChange) => void;
  /** Is told that something was done. */
  readonly onDone: () => void;
}

/** What an administrator can do with a user; with oneself, nothing that one could not take back. */
export function UserActions({ user, onChosen, onDone }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  const lift = useAction(async () => {
    await session.api.userApi.unlock(user);
    onDone();
  });
  const { login: name } = user;
  const isOwn = user.id === session.user.id;
  const lock = user.locked ? "unlock" : "lock";
  const admin = administers(user) ? "takeAdmin" : "giveAdmin";
  const lifting = { loading: lift.running, onClick: () => lift.run() };
  return (
    <Group gap="xs">
      {!isOwn && (
        <UserButton
          label={t(`users.${lock}`)}
          name={t(`users.${lock}Of`, { name })}
          {...(lock === "unlock" ? lifting : { onClick: () => onChosen(lock) })}
        />
      )}
      {!user.locked && (
        <UserButton label={t("users.forget")} name={t("users.forgetOf", { name })} {...lifting} />
      )}
      <UserButton
        label={t("users.reset")}
        name={t("users.resetOf", { name })}
        onClick={() => onChosen("reset")}
      />
      {!isOwn && (
        <>
          <UserButton
            label={t(`users.${admin}`)}
            name={t(`users.${admin}Of`, { name })}
            onClick={() => onChosen(admin)}
          />
          <UserButton
            label={t("common.remove")}
            name={t("users.deleteOf", { name })}
            onClick={() => onChosen("delete")}
          />
        </>
      )}
      <ErrorNote failure={lift.failure} />
    </Group>
  );
}

interface ButtonProps {
  readonly label: string;
  /** What a screen reader says in place of the label. */
  readonly name: string;
  readonly loading?: boolean;
  readonly onClick: () => void;
}

function UserButton({ label, name, loading = false, onClick }: ButtonProps) {
  return (
    <Button size="xs" variant="default" aria-label={name} loading={loading} onClick={onClick}>
      {label}
    </Button>
  );
}
