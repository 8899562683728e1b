import { Text } from "@mantine/core";
import { DataSample, type Patient } from "@salus/sdk";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { nameOfPatient } from "../names/patientname.js";
import { Losers } from "../records/Losers.js";
import { recordsOf } from "../records/record.js";
import { isBy } from "../records/rights.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { RemoveButton } from "../ui/RemoveButton.js";
import { useLoaded } from "../ui/useLoaded.js";

/** Removes a patient whom one has made, with the records about them that one has made. */
export function RemovePatient({ patient }: { readonly patient: Patient }) {
  const { t } = useTranslation();
  const { api, owner } = useSession();
  const [, go] = useLocation();
  const id = patient.id ?? "";
  // the patient comes last, so that a failure can be repeated
  const remove = async () => {
    const { entries } = await recordsOf(api, id);
    for (const { record, id: recordId } of entries.filter((each) => isBy(each.record, owner?.id))) {
      await (record instanceof DataSample
        ? api.dataSampleApi.deleteDataSample(recordId)
        : api.healthcareElementApi.deleteHealthcareElement(recordId));
    }
    await api.patientApi.deletePatient(id);
    go("/patients");
  };
  const name = nameOfPatient(patient) || t("patients.nameless");
  return (
    <RemoveButton title={t("remove.title", { name })} onRemove={remove}>
      {() => <WhatIsLost patient={patient} />}
    </RemoveButton>
  );
}

function WhatIsLost({ patient }: { readonly patient: Patient }) {
  const { t } = useTranslation();
  const { api, owner } = useSession();
  const { value, failure } = useLoaded(
    useCallback(() => recordsOf(api, patient.id ?? ""), [api, patient.id]),
  );
  const own = value?.entries.filter(({ record }) => isBy(record, owner?.id)).length ?? 0;
  const { entries = [], closed = 0, uncompared = [] } = value ?? {};
  const others = entries.length + closed + uncompared.length - own;
  return (
    <>
      <Losers record={patient} />
      <ErrorNote failure={failure} />
      {own > 0 && <Text>{t("remove.ownRecords", { count: own })}</Text>}
      {others > 0 && <Text>{t("remove.othersRecords", { count: others })}</Text>}
    </>
  );
}
