import { NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { CodingReference, Content, DataSample, Measure } from "@salus/sdk";
import type { TFunction } from "i18next";
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
import { changedMoment, localText } from "../ui/localtime.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { SaveOrCancel } from "../ui/SaveOrCancel.js";
import { useAction } from "../ui/useAction.js";
import { useDraft } from "../ui/useDraft.js";
import { useLoaded } from "../ui/useLoaded.js";
import { useWholeDates } from "../ui/useWholeDates.js";
import { MEASUREMENTS } from "./measurements.js";
import { moment } from "./moments.js";
import { numberIn, readNumber } from "./number.js";
import { decimalPoint, titleOf, valueText } from "./record.js";
import { RemoveRecord } from "./RemoveRecord.js";

interface Props {
  readonly patientId: string;
  readonly id?: string;
}

/** Makes a sample, or changes what the form shows of one. */
export function SamplePage({ patientId, id }: Props) {
  const { t } = useTranslation();
  const { api } = useSession();
  const load = useCallback(
    () => (id === undefined ? Promise.resolve(undefined) : api.dataSampleApi.getDataSample(id)),
    [api, id],
  );
  const { value, failure } = useLoaded(load);
  const ready = id === undefined || value !== undefined;
  const what = t(id === undefined ? "records.newSample" : "records.sample");
  const title = useTitleAbout(what, patientId);
  return (
    <Stack>
      <PageTitle tab={what}>{title}</PageTitle>
      <ErrorNote failure={failure} />
      {ready && (
        <SampleForm key={value?.rev ?? ""} patientId={patientId} sample={value} load={load} />
      )}
      {value !== undefined && <RemoveRecord record={value} patientId={patientId} />}
    </Stack>
  );
}

interface FormProps {
  readonly patientId: string;
  readonly sample: DataSample | undefined;
  readonly load: () => Promise<DataSample | undefined>;
}

/** What was measured, and its unit, nobody types here; others may change them while one does. */
type Values = Texts<"what" | "value" | "unit" | "when" | "comment">;

/** What the form says of a sample, and of a new one, which is of now. */
function valuesOf(sample: DataSample | undefined, point: string, t: TFunction): Values {
  const measure = sample && measureOf(sample);
  const measured = measure?.value;
  const sampleText = sample === undefined ? "" : valueText(sample, point);
  return {
    what: sample === undefined ? "" : titleOf(sample, t),
    unit: measure?.unit ?? "",
    value: measured === undefined ? sampleText : numberIn(measured, point),
    when: localText(sample ? moment(sample.valueDate, sample.valueDateTime) : Date.now()),
    comment: sample?.comment ?? "",
  };
}

function measureOf(sample: DataSample): Measure | undefined {
  return Object.values(sample.content)[0]?.measureValue;
}

function SampleForm({ patientId, load, ...props }: FormProps) {
  const { t, i18n } = useTranslation();
  const { api } = useSession();
  const [, go] = useLocation();
  const point = decimalPoint(i18n.language);
  const textsOf = (record: DataSample | undefined) => valuesOf(record, point, t);
  const draft = useDraft({ record: props.sample, textsOf, load });
  const { record: sample, values, set } = draft;
  const { value, when, comment } = values;
  const shown = sample && textsOf(sample);
  const measure = sample && measureOf(sample);
  const isText = sample !== undefined && measure === undefined;
  const [what, setWhat] = useState(sample === undefined ? (MEASUREMENTS[0]?.code ?? "") : "kept");
  const [name, setName] = useState("");
  const [checked, setChecked] = useState(false);
  const dates = useWholeDates();
  const known = MEASUREMENTS.find((each) => each.code === what);
  const numeric = known !== undefined || (what === "kept" && !isText);
  const keepsValue = what === "kept" && value === shown?.value;
  const number = readNumber(value, point);
  const wrongNumber = numeric && !keepsValue && number.kind !== "number";
  const back = () => go(`/patient/${patientId}`);

  const save = async () => {
    const text = value.trim() === "" ? {} : { und: new Content({ stringValue: value.trim() }) };
    const content =
      numeric && number.kind === "number"
        ? {
            und: new Content({
              measureValue: new Measure({ ...measure, ...unitOf(known), value: number.value }),
            }),
          }
        : text;
    const moved = changedMoment(shown?.when ?? "", when);
    const next = new DataSample({
      ...sample,
      ...(known === undefined
        ? {}
        : { codes: [codingOf(known.code, t(`measurement.${known.name}`))] }),
      ...(what === "text" ? { codes: [new CodingReference({ display: name.trim() })] } : {}),
      ...(keepsValue ? {} : { content }),
      comment: comment.trim() === "" ? undefined : comment,
      ...(moved === undefined ? {} : { valueDate: moved.at, valueDateTime: undefined }),
    });
    await saved(api.dataSampleApi.createOrModifyDataSampleFor(patientId, next));
    back();
  };
  const action = useAction(() => draft.save(save));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (
      dates.check(event.currentTarget) &&
      !wrongNumber &&
      (what !== "text" || name.trim() !== "")
    ) {
      action.run();
    }
  };
  return (
    <Panel title={sample === undefined ? t("records.sample") : titleOf(sample, t)}>
      <form onSubmit={submit} noValidate>
        <Stack maw="30rem">
          {sample === undefined && (
            <NativeSelect
              label={t("records.what")}
              value={what}
              onChange={(event) => setWhat(event.currentTarget.value)}
              data={[
                ...MEASUREMENTS.map((each) => ({
                  value: each.code,
                  label: `${t(`measurement.${each.name}`)} (${each.unit})`,
                })),
                { value: "text", label: t("records.somethingElse") },
              ]}
            />
          )}
          {what === "text" && (
            <TextInput
              autoComplete="off"
              label={t("records.name")}
              value={name}
              error={checked && name.trim() === "" && t("records.nameNeeded")}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          {numeric ? (
            <TextInput
              autoComplete="off"
              label={t("records.value")}
              inputMode="decimal"
              error={
                checked &&
                wrongNumber &&
                (number.kind === "unclear"
                  ? t("records.numberUnclear", { decimal: number.decimal, whole: number.whole })
                  : t("records.numberNeeded"))
              }
              rightSection={known?.unit ?? measure?.unit}
              rightSectionWidth={56}
              value={value}
              onChange={(event) => set("value", event.currentTarget.value)}
            />
          ) : (
            <Textarea
              autoComplete="off"
              label={t("records.value")}
              rows={3}
              value={value}
              onChange={(event) => set("value", event.currentTarget.value)}
            />
          )}
          <DateField
            type="datetime-local"
            name="when"
            label={t("records.when")}
            value={when}
            dates={dates}
            onChange={(text) => set("when", text)}
          />
          <Textarea
            autoComplete="off"
            label={t("records.comment")}
            rows={2}
            value={comment}
            onChange={(event) => set("comment", event.currentTarget.value)}
          />
          <ConflictNote theirs={draft.theirs} labelOf={(field) => t(`records.${field}`)} />
          <ErrorNote failure={action.failure} />
          <SaveOrCancel saving={action.running} onCancel={back} />
        </Stack>
      </form>
    </Panel>
  );
}

function unitOf(known: (typeof MEASUREMENTS)[number] | undefined) {
  return known === undefined ? {} : { unit: known.unit, unitCode: known.unitCode };
}

function codingOf(code: string, display: string): CodingReference {
  return new CodingReference({ type: "LOINC", code, display });
}
