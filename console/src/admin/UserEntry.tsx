import { Badge, Group, Text } from "@mantine/core";
import type { User } from "@salus/sdk";
import { useTranslation } from "react-i18next";
import { ADMIN } from "../session/administrators.js";
import { UserActions } from "./UserActions.js";
import type { UserChange } from "./UserDialog.js";

interface Props {
  readonly user: User;
  /** What the data owner with this id is called. */
  readonly nameOf: (id: string) => string;
  /** Is told what somebody wants to do, who is asked before. */
  readonly onChosen: (what: UserChange) => void;
  /** Is told that something was done. */
  readonly onDone: () => void;
}

/** One user: who it is, and what can be done. */
export function UserEntry({ user, nameOf, onChosen, onDone }: Props) {
  const { t } = useTranslation();
  const actsFor =
    user.dataOwner === undefined
      ? t("users.noOwner")
      : t("users.actsFor", { name: nameOf(user.dataOwner) });
  const roles = user.roles.map((role) => (role === ADMIN ? t("users.administers") : role));
  return (
    <Group justify="space-between">
      <div>
        <Group gap="xs">
          <Text fw={600}>{user.login}</Text>
          {user.locked && (
            <Badge variant="light" color="red">
              {t("users.locked")}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {[...roles, actsFor].join(", ")}
        </Text>
      </div>
      <UserActions user={user} onChosen={onChosen} onDone={onDone} />
    </Group>
  );
}
