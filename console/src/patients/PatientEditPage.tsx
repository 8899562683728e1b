import { Stack } from "@mantine/core";
import type { Patient } from "@salus/sdk";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { nameOfPatient } from "../names/patientname.js";
import { titleAbout } from "../names/useTitleAbout.js";
import { useSession } from "../session/context.js";
import { saved } from "../ui/accesslost.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { useLoaded } from "../ui/useLoaded.js";
import { PatientForm } from "./PatientForm.js";

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

/** Changes one. */
export function PatientEditPage({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { api } = useSession();
  const [, go] = useLocation();
  const load = useCallback(() => api.patientApi.getPatient(id), [api, id]);
  const { value, failure } = useLoaded(load);
  const save = async (patient: Patient) => {
    await saved(api.patientApi.createOrModifyPatient(patient));
    go(`/patient/${id}`);
  };
  return (
    <Stack>
      <PageTitle tab={t("patients.edit")}>
        {titleAbout(t("patients.edit"), value === undefined ? "" : nameOfPatient(value))}
      </PageTitle>
      <ErrorNote failure={failure} />
      {value !== undefined && (
        <Panel title={t("patient.fields")}>
          <PatientForm
            patient={value}
            load={load}
            onSave={save}
            onCancel={() => go(`/patient/${id}`)}
          />
        </Panel>
      )}
    </Stack>
  );
}
