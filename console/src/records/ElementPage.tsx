import { Stack, Textarea, TextInput } from "@mantine/core";
import { HealthcareElement } from "@salus/sdk";
import { type SubmitEvent, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useTitleAbout } from "../patients/useTitleAbout.js";
import { useSession } from "../session/context.js";
import { saved } from "../ui/accesslost.js";
import { DateField } from "../ui/DateField.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { SaveOrCancel } from "../ui/SaveOrCancel.js";
import { useAction } from "../ui/useAction.js";
import { useLoaded } from "../ui/useLoaded.js";
import { useWholeDates } from "../ui/useWholeDates.js";
import { dayOf, dayText } from "./moments.js";
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
  const what = t(id === undefined ? "records.newElement" : "records.element");
  const title = useTitleAbout(what, patientId);
  return (
    <Stack>
      <PageTitle tab={what}>{title}</PageTitle>
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
  const opening = dayText(element?.openingDate, element?.openingDateTime);
  const closing = dayText(element?.closingDate, element?.closingDateTime);
  const [from, setFrom] = useState(opening);
  const [to, setTo] = useState(closing);
  const dates = useWholeDates();
  const [checked, setChecked] = useState(false);
  const back = () => go(`/patient/${patientId}`);
  const action = useAction(async () => {
    const [openingDate, openingDateTime] = dayOf(from);
    const [closingDate, closingDateTime] = dayOf(to);
    const next = new HealthcareElement({
      ...element,
      description: description.trim(),
      note: note.trim() === "" ? undefined : note,
      // what was recorded may say more than a day, so it stays as long as nobody changes it
      ...(from === opening ? {} : { openingDate, openingDateTime }),
      ...(to === closing ? {} : { closingDate, closingDateTime }),
    });
    await saved(api.healthcareElementApi.createOrModifyHealthcareElement(next, patientId));
    back();
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (dates.check(event.currentTarget) && description.trim() !== "") {
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
          <DateField
            type="date"
            name="from"
            label={t("records.from")}
            value={from}
            dates={dates}
            onChange={setFrom}
          />
          <DateField
            type="date"
            name="to"
            label={t("records.to")}
            value={to}
            dates={dates}
            onChange={setTo}
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
