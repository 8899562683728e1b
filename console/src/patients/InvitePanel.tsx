import { Alert, Button, Stack, Text, Textarea } from "@mantine/core";
import { Invalid, InvitationCode, type Patient } from "@salus/sdk";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { giveTo } from "../access/giving.js";
import { QrCode } from "../access/QrCode.js";
import styles from "../devices/DevicesPage.module.css";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { Panel } from "../ui/Panel.js";
import { useAction } from "../ui/useAction.js";

interface Props {
  readonly patient: Patient;
  readonly onChanged: () => void;
}

/** Invites a patient to become the user of their record, and gives them access once it is sure who they are. */
export function InvitePanel({ patient, onChanged }: Props) {
  const { t } = useTranslation();
  const { api } = useSession();
  const [made, setMade] = useState<string>();
  const [typed, setTyped] = useState("");
  const [state, setState] = useState<"waits" | "accepted">();
  const [partly, setPartly] = useState(0);
  const id = patient.id ?? "";
  const invite = useAction(async () => {
    const code = (await api.patientApi.inviteUser(patient)).reveal();
    setMade(code);
    setTyped(code);
    setState(undefined);
  });
  const look = useAction(async () => {
    const code = InvitationCode.parse(typed.replaceAll(/\s/g, ""));
    if (code.dataOwner !== id) {
      throw new Invalid("otherCode", "the code is of another patient");
    }
    const accepted = await api.patientApi.confirmInvitation(code);
    setState(accepted === id ? "accepted" : "waits");
  });
  const give = useAction(async () => {
    const { failed } = await giveTo(api, id, id, "READ", true);
    setPartly(failed);
    if (failed === 0) {
      onChanged();
    }
  });
  return (
    <Panel title={t("invite.title")}>
      <Stack maw="34rem">
        <Text>{t("invite.hint")}</Text>
        <div>
          <Button variant="default" loading={invite.running} onClick={() => invite.run()}>
            {t("invite.make")}
          </Button>
        </div>
        <ErrorNote failure={invite.failure} names={{ Conflict: t("invite.hasUser") }} />
        {made !== undefined && (
          <div role="status">
            <Text>{t("invite.shownOnce")}</Text>
            <p className={styles.secret}>{made}</p>
            <QrCode text={made} label={t("invite.qr")} />
          </div>
        )}
        <Textarea
          label={t("invite.code")}
          description={t("invite.codeHint")}
          rows={2}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {state !== undefined && (
          <Alert color={state === "accepted" ? "green" : "gray"} role="status">
            {t(`invite.${state}`)}
          </Alert>
        )}
        <ErrorNote
          failure={look.failure ?? give.failure}
          fields={{
            code: t("invite.noCode"),
            otherCode: t("invite.otherCode"),
            proof: t("invite.notTheirs"),
            card: t("invite.notTheirs"),
          }}
        />
        {partly > 0 && <ErrorNote failure={new Error(t("access.partly", { count: partly }))} />}
        <div>
          {state === "accepted" ? (
            <Button loading={give.running} onClick={() => give.run()}>
              {t("invite.give")}
            </Button>
          ) : (
            <Button
              variant="default"
              disabled={typed.trim() === ""}
              loading={look.running}
              onClick={() => look.run()}
            >
              {t("invite.look")}
            </Button>
          )}
        </div>
      </Stack>
    </Panel>
  );
}
