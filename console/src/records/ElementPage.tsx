import { Stack, Textarea, TextInput } from "@mantine/core";
import { HealthcareElement } from "@salus/sdk";
import { type SubmitEvent, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { changedMoment, localText } from "../ui/localtime.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { SaveOrCancel } from "../ui/SaveOrCancel.js";
import { useAction } from "../ui/useAction.js";
import { useLoaded } from "../ui/useLoaded.js";
import { moment } from "./record.js";
import { RemoveRecord } from "./RemoveRecord.js";

interface Props {
  readonly patientId: string;
  readonly id?: string;
}

/** Makes a healthcare element, or changes one. */
export function ElementPage({ patientId, id }: Props) {
  const { t } = useTranslation();
  const { api } = useSession();
  const load = useCallback(
    () =>
      id === undefined
        ? Promise.resolve(undefined)
        : api.healthcareElementApi.getHealthcareElement(id),
    [api, id],
  );
  const { value, failure } = useLoaded(load);
  const ready = id === undefined || value !== undefined;
  return (
    <Stack>
      <PageTitle>{t(id === undefined ? "records.newElement" : "records.element")}</PageTitle>
      <ErrorNote failure={failure} />
      {ready && <ElementForm key={value?.rev ?? ""} patientId={patientId} element={value} />}
      {value !== undefined && <RemoveRecord record={value} patientId={patientId} />}
    </Stack>
  );
}

interface FormProps {
  readonly patientId: string;
  readonly element: HealthcareElement | undefined;
}

function ElementForm({ patientId, element }: FormProps) {
  const { t } = useTranslation();
  const { api } = useSession();
  const [, go] = useLocation();
  const [description, setDescription] = useState(element?.description ?? "");
  const [note, setNote] = useState(element?.note ?? "");
  const [from, setFrom] = useState(() => dayOf(element, "opening"));
  const [to, setTo] = useState(() => dayOf(element, "closing"));
  const [checked, setChecked] = useState(false);
  const back = () => go(`/patient/${patientId}`);
  const action = useAction(async () => {
    const opened = changedMoment(dayOf(element, "opening"), from);
    const closed = changedMoment(dayOf(element, "closing"), to);
    const next = new HealthcareElement({
      ...element,
      description: description.trim(),
      note: note.trim() === "" ? undefined : note,
      ...(opened === undefined ? {} : { openingDate: opened.at, openingDateTime: undefined }),
      ...(closed === undefined ? {} : { closingDate: closed.at, closingDateTime: undefined }),
    });
    await api.healthcareElementApi.createOrModifyHealthcareElement(next, patientId);
    back();
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (description.trim() !== "") {
      action.run();
    }
  };
  return (
    <Panel title={t("records.element")}>
      <form onSubmit={submit} noValidate>
        <Stack maw="30rem">
          <TextInput
            autoComplete="off"
            label={t("records.description")}
            value={description}
            error={checked && description.trim() === "" && t("records.nameNeeded")}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <TextInput
            autoComplete="off"
            type="datetime-local"
            label={t("records.from")}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            autoComplete="off"
            type="datetime-local"
            label={t("records.to")}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Textarea
            autoComplete="off"
            label={t("records.comment")}
            rows={4}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <ErrorNote failure={action.failure} />
          <SaveOrCancel saving={action.running} onCancel={back} />
        </Stack>
      </form>
    </Panel>
  );
}

function dayOf(element: HealthcareElement | undefined, which: "opening" | "closing"): string {
  return localText(
    which === "opening"
      ? moment(element?.openingDate, element?.openingDateTime)
      : moment(element?.closingDate, element?.closingDateTime),
  );
}
