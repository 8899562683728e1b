import { Stack, Textarea, TextInput } from "@mantine/core";
import { HealthcareElement } from "@salus/sdk";
import { type SubmitEvent, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useTitleAbout } from "../names/useTitleAbout.js";
import { useSession } from "../session/context.js";
import { saved } from "../ui/accesslost.js";
import { ConflictNote } from "../ui/ConflictNote.js";
import { DateField } from "../ui/DateField.js";
import type { Texts } from "../ui/draft.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { SaveOrCancel } from "../ui/SaveOrCancel.js";
import { useAction } from "../ui/useAction.js";
import { useDraft } from "../ui/useDraft.js";
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
      {ready && (
        <ElementForm key={value?.rev ?? ""} patientId={patientId} element={value} load={load} />
      )}
      {value !== undefined && <RemoveRecord record={value} patientId={patientId} />}
    </Stack>
  );
}

interface FormProps {
  readonly patientId: string;
  readonly element: HealthcareElement | undefined;
  readonly load: () => Promise<HealthcareElement | undefined>;
}

type Values = Texts<"description" | "from" | "to" | "note">;

/** The texts that name the fields. */
const LABELS = { description: "description", from: "from", to: "to", note: "comment" } as const;

function valuesOf(element: HealthcareElement | undefined): Values {
  return {
    description: element?.description ?? "",
    from: dayText(element?.openingDate, element?.openingDateTime),
    to: dayText(element?.closingDate, element?.closingDateTime),
    note: element?.note ?? "",
  };
}

function ElementForm({ patientId, load, ...props }: FormProps) {
  const { t } = useTranslation();
  const { api } = useSession();
  const [, go] = useLocation();
  const draft = useDraft({ record: props.element, textsOf: valuesOf, load });
  const { record: element, values, set } = draft;
  const { description, from, to, note } = values;
  const dates = useWholeDates();
  const [checked, setChecked] = useState(false);
  const back = () => go(`/patient/${patientId}`);
  const shown = valuesOf(element);
  const save = async () => {
    const [openingDate, openingDateTime] = dayOf(from);
    const [closingDate, closingDateTime] = dayOf(to);
    const next = new HealthcareElement({
      ...element,
      description: description.trim(),
      note: note.trim() === "" ? undefined : note,
      // what was recorded may say more than a day, so it stays as long as nobody changes it
      ...(from === shown.from ? {} : { openingDate, openingDateTime }),
      ...(to === shown.to ? {} : { closingDate, closingDateTime }),
    });
    await saved(api.healthcareElementApi.createOrModifyHealthcareElement(next, patientId));
    back();
  };
  const action = useAction(() => draft.save(save));
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
            onChange={(event) => set("description", event.currentTarget.value)}
          />
          <DateField
            type="date"
            name="from"
            label={t("records.from")}
            value={from}
            dates={dates}
            onChange={(text) => set("from", text)}
          />
          <DateField
            type="date"
            name="to"
            label={t("records.to")}
            value={to}
            dates={dates}
            onChange={(text) => set("to", text)}
          />
          <Textarea
            autoComplete="off"
            label={t("records.comment")}
            rows={4}
            value={note}
            onChange={(event) => set("note", event.currentTarget.value)}
          />
          <ConflictNote theirs={draft.theirs} labelOf={(field) => t(`records.${LABELS[field]}`)} />
          <ErrorNote
            failure={action.failure}
            fields={{
              closingDate: t("records.endsBefore"),
              closingDateTime: t("records.endsBefore"),
            }}
          />
          <SaveOrCancel saving={action.running} onCancel={back} />
        </Stack>
      </form>
    </Panel>
  );
}
