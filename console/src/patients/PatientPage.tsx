import { Button, Group, Stack } from "@mantine/core";
import type { Patient } from "@salus/sdk";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { AccessPanel } from "../access/AccessPanel.js";
import { PutOffNote } from "../access/PutOffNote.js";
import { useChanges } from "../live/useChanges.js";
import { nameOfPatient } from "../names/patientname.js";
import { recordsOf } from "../records/record.js";
import { RecordsPanel } from "../records/RecordsPanel.js";
import { isBy, mayChange } from "../records/rights.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { useLoaded } from "../ui/useLoaded.js";
import { InvitePanel } from "./InvitePanel.js";
import { PatientFacts } from "./PatientFacts.js";
import { RemovePatient } from "./RemovePatient.js";

/** All that is known of a patient. */
export function PatientPage({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { api, owner } = useSession();
  const { value, failure, reload } = useLoaded(
    useCallback(() => api.patientApi.getPatient(id), [api, id]),
  );
  const records = useLoaded(useCallback(() => recordsOf(api, id), [api, id]));
  useChanges("patients", (changed) => {
    if (changed === undefined || changed === id) {
      reload();
    }
  });
  // whose record a change is of is seen only when it is opened
  useChanges("samples elements", () => records.reload());
  const changed = () => {
    reload();
    records.reload();
  };
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle tab={t("patients.one")}>
          {value === undefined
            ? t(failure === undefined ? "common.loading" : "patients.one")
            : nameOfPatient(value) || t("patients.nameless")}
        </PageTitle>
        {value !== undefined && (
          <Group gap="xs">
            {mayChange(value, owner?.id) && (
              <Button variant="default" component={Link} href={`/patient/${id}/edit`}>
                {t("patients.edit")}
              </Button>
            )}
            {isBy(value, owner?.id) && <RemovePatient patient={value} />}
          </Group>
        )}
      </Group>
      <ErrorNote failure={failure} />
      <PutOffNote onCompared={changed} />
      {value !== undefined && (
        <>
          <PatientFacts patient={value} />
          <ErrorNote failure={records.failure} />
          <RecordsPanel patientId={id} records={records.value} />
          <AccessPanel patient={value} onChanged={changed} />
          {isBy(value, owner?.id) && !isUser(value) && (
            <InvitePanel patient={value} onChanged={changed} />
          )}
        </>
      )}
    </Stack>
  );
}

/** Whether a patient reads their own record. */
function isUser({ id, metadata }: Patient): boolean {
  return metadata?.delegations.some(({ delegate }) => delegate === id) === true;
}
