import { Button, Checkbox, Group, Radio, Stack } from "@mantine/core";
import type { Permission } from "@salus/sdk";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { compareTyped } from "../names/comparing.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { useAction } from "../ui/useAction.js";
import { CompareKey } from "./CompareKey.js";
import { giveTo } from "./giving.js";
import { FromNowOn } from "./FromNowOn.js";
import { OwnerChoice } from "./OwnerChoice.js";

/** Gives somebody access to a patient, once their fingerprint was compared. */
export function GivePage({ patientId }: { readonly patientId: string }) {
  const { t } = useTranslation();
  const { api, questions } = useSession();
  const [, go] = useLocation();
  const [chosen, setChosen] = useState<string>();
  const [typed, setTyped] = useState("");
  const [permission, setPermission] = useState<Permission>("READ");
  const [withRecords, setWithRecords] = useState(true);
  const [fromNowOn, setFromNowOn] = useState(false);
  const [partly, setPartly] = useState<number>();
  const back = () => go(`/patient/${patientId}`);
  const action = useAction(async (id: string) => {
    questions.again();
    await compareTyped(api, id, typed);
    const { failed } = await giveTo(api, patientId, id, permission, withRecords);
    if (fromNowOn) {
      await api.userApi.shareAllFutureDataWith([id]);
    }
    if (failed > 0) {
      setPartly(failed);
    } else {
      back();
    }
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (chosen !== undefined) {
      action.run(chosen);
    }
  };
  const choose = (id: string) => {
    setChosen(id);
    setTyped("");
    setFromNowOn(false);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <PageTitle>{t("access.give")}</PageTitle>
        <Panel title={t("access.toWhom")}>
          <OwnerChoice chosen={chosen} onChosen={choose} />
        </Panel>
        {chosen !== undefined && (
          <>
            <Panel title={t("compare.title")}>
              <CompareKey key={chosen} dataOwner={chosen} typed={typed} onTyped={setTyped} />
            </Panel>
            <Panel title={t("access.what")}>
              <Stack>
                <Radio.Group
                  label={t("access.may")}
                  value={permission}
                  onChange={(value) => setPermission(value === "WRITE" ? "WRITE" : "READ")}
                >
                  <Stack gap="xs" mt="xs">
                    <Radio value="READ" label={t("access.READ")} />
                    <Radio value="WRITE" label={t("access.WRITE")} />
                  </Stack>
                </Radio.Group>
                <Checkbox
                  label={t("access.withRecords")}
                  checked={withRecords}
                  onChange={(event) => setWithRecords(event.currentTarget.checked)}
                />
              </Stack>
            </Panel>
            <Panel title={t("access.later")}>
              <FromNowOn dataOwner={chosen} checked={fromNowOn} onChecked={setFromNowOn} />
            </Panel>
          </>
        )}
        <ErrorNote failure={action.failure} />
        {partly !== undefined && (
          <ErrorNote failure={new Error(t("access.partly", { count: partly }))} />
        )}
        <Group>
          <Button type="submit" disabled={chosen === undefined} loading={action.running}>
            {t("access.giveNow")}
          </Button>
          <Button variant="default" onClick={back}>
            {t("common.back")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
