import { Stack } from "@mantine/core";
import type { User } from "@salus/sdk";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { Dialog } from "../ui/Dialog.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { useLoaded } from "../ui/useLoaded.js";
import styles from "../devices/DevicesPage.module.css";
import { NewUserForm } from "./NewUserForm.js";
import { type UserChange, UserDialog } from "./UserDialog.js";
import { UserEntry } from "./UserEntry.js";

/** Who can log in; for administrators. */
export function UsersPage() {
  const { t } = useTranslation();
  const { api } = useSession();
  const { value, failure, reload } = useLoaded(useCallback(() => api.userApi.getUsers(), [api]));
  const [chosen, setChosen] = useState<{ readonly user: User; readonly what: UserChange }>();
  const nameOf = useNames((value ?? []).flatMap(({ dataOwner }) => dataOwner ?? []));
  const close = () => setChosen(undefined);
  // whoever else has changed it: what is done is done to the user that the list shows
  const user = value?.find(({ id }) => id === chosen?.user.id) ?? chosen?.user;
  return (
    <Stack>
      <PageTitle>{t("sections.users")}</PageTitle>
      <ErrorNote failure={failure} />
      <Panel title={t("users.all", { count: value?.length ?? 0 })}>
        <ul className={styles.list}>
          {value?.map((each) => (
            <li key={each.id}>
              <UserEntry
                user={each}
                nameOf={nameOf}
                onChosen={(what) => setChosen({ user: each, what })}
                onDone={reload}
              />
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
        {chosen !== undefined && user !== undefined && (
          <UserDialog
            key={`${chosen.user.id} ${chosen.what}`}
            user={user}
            what={chosen.what}
            onDone={() => {
              close();
              reload();
            }}
            onRefused={reload}
          />
        )}
      </Dialog>
    </Stack>
  );
}
