import { Alert, Stack } from "@mantine/core";
import { Conflict, type Patient } from "@salus/sdk";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useSession } from "../session/context.js";
import { saved } from "../ui/accesslost.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { useLoaded } from "../ui/useLoaded.js";
import { nameOfPatient } from "./patientlist.js";
import { PatientForm } from "./PatientForm.js";
import { titleAbout } from "./useTitleAbout.js";

/** Makes a patient. */
export function PatientNewPage() {
  const { t } = useTranslation();
  const { api } = useSession();
  const [, go] = useLocation();
  const save = async (patient: Patient) => {
    const made = await api.patientApi.createOrModifyPatient(patient);
    go(`/patient/${made.id}`);
  };
  return (
    <Stack>
      <PageTitle>{t("patients.new")}</PageTitle>
      <Panel title={t("patient.fields")}>
        <PatientForm patient={undefined} onSave={save} onCancel={() => go("/patients")} />
      </Panel>
    </Stack>
  );
}

/** Changes one; if somebody was faster, shows what they wrote first. */
export function PatientEditPage({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { api } = useSession();
  const [, go] = useLocation();
  const [conflict, setConflict] = useState(false);
  const { value, failure, reload } = useLoaded(
    useCallback(() => api.patientApi.getPatient(id), [api, id]),
  );
  const save = async (patient: Patient) => {
    try {
      await saved(api.patientApi.createOrModifyPatient(patient));
      go(`/patient/${id}`);
    } catch (reason) {
      if (!(reason instanceof Conflict)) {
        throw reason;
      }
      setConflict(true);
      reload();
    }
  };
  return (
    <Stack>
      <PageTitle tab={t("patients.edit")}>
        {titleAbout(t("patients.edit"), value === undefined ? "" : nameOfPatient(value))}
      </PageTitle>
      <ErrorNote failure={failure} />
      {conflict && (
        <Alert color="orange" role="alert">
          {t("patient.conflict")}
        </Alert>
      )}
      {value !== undefined && (
        <Panel title={t("patient.fields")}>
          <PatientForm
            key={value.rev}
            patient={value}
            onSave={save}
            onCancel={() => go(`/patient/${id}`)}
          />
        </Panel>
      )}
    </Stack>
  );
}
