import { Button, Checkbox, NativeSelect, PasswordInput, Stack, TextInput } from "@mantine/core";
import type { DataOwnerType } from "@salus/sdk";
import { type SubmitEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { OwnerChoice } from "../access/OwnerChoice.js";
import { ADMIN } from "../session/administrators.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { Panel } from "../ui/Panel.js";
import { useAction } from "../ui/useAction.js";

/** For whom a user acts: somebody who is made with them, somebody who is there, nobody. */
const ACTS_FOR = ["newHcp", "newPatient", "newDevice", "known", "nobody"] as const;

type ActsFor = (typeof ACTS_FOR)[number];

const NEW: Partial<Record<ActsFor, DataOwnerType>> = {
  newHcp: "hcp",
  newPatient: "patient",
  newDevice: "device",
};

/** Makes a user, who acts for a data owner or administers. */
export function NewUserForm({ onMade }: { readonly onMade: () => void }) {
  const { t } = useTranslation();
  const { api } = useSession();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [actsFor, setActsFor] = useState<ActsFor>("newHcp");
  const [name, setName] = useState("");
  const [known, setKnown] = useState<string>();
  const [admin, setAdmin] = useState(false);
  // made before a user could not be: the next try takes it
  const made = useRef(new Map<string, string>());
  const type = NEW[actsFor];
  const isNamed = type !== undefined && type !== "patient";
  const ownerOf = async (): Promise<string | undefined> => {
    if (type === undefined) {
      return actsFor === "known" ? known : undefined;
    }
    const key = `${type} ${isNamed ? name.trim() : login.trim()}`;
    const id =
      made.current.get(key) ??
      (await api.dataOwnerApi.createDataOwner(type, isNamed ? name.trim() : undefined)).id;
    made.current.set(key, id);
    return id;
  };
  const action = useAction(async () => {
    const dataOwner = await ownerOf();
    await api.userApi.createUser(login.trim(), password, admin ? [ADMIN] : [], dataOwner);
    made.current.clear();
    setLogin("");
    setPassword("");
    setName("");
    setKnown(undefined);
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
          <NativeSelect
            label={t("users.actsForWhom")}
            description={t(`users.${actsFor}Hint`)}
            value={actsFor}
            onChange={(event) =>
              setActsFor(ACTS_FOR.find((each) => each === event.currentTarget.value) ?? "newHcp")
            }
            data={ACTS_FOR.map((value) => ({ value, label: t(`users.${value}`) }))}
          />
          {isNamed && (
            <TextInput
              label={t("users.name")}
              description={t("users.nameHint")}
              autoComplete="off"
              required
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          {actsFor === "known" && <OwnerChoice chosen={known} onChosen={setKnown} />}
          <Checkbox
            label={t("users.admin")}
            checked={admin}
            onChange={(event) => setAdmin(event.currentTarget.checked)}
          />
          <ErrorNote failure={action.failure} />
          <div>
            <Button
              type="submit"
              disabled={actsFor === "known" && known === undefined}
              loading={action.running}
            >
              {t("users.make")}
            </Button>
          </div>
        </Stack>
      </form>
    </Panel>
  );
}
