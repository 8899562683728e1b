import { NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { Address, Patient, Telecom } from "@salus/sdk";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConflictNote } from "../ui/ConflictNote.js";
import { DateField } from "../ui/DateField.js";
import type { Texts } from "../ui/draft.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { SaveOrCancel } from "../ui/SaveOrCancel.js";
import { useAction } from "../ui/useAction.js";
import { useDraft } from "../ui/useDraft.js";
import { useWholeDates } from "../ui/useWholeDates.js";
import styles from "./PatientForm.module.css";

interface Props {
  readonly patient: Patient | undefined;
  /** Loads the patient again, where there is one, after somebody else was faster. */
  readonly load?: () => Promise<Patient>;
  readonly onSave: (patient: Patient) => Promise<void>;
  readonly onCancel: () => void;
}

const FIELDS = [
  "lastName",
  "firstName",
  "birthDate",
  "gender",
  "street",
  "houseNumber",
  "postalCode",
  "city",
  "phone",
  "note",
] as const;

type Field = (typeof FIELDS)[number];
type Values = Texts<Field>;

const GENDERS = ["", "female", "male", "other", "unknown"] as const;
const BROWSERS_NAMES: Partial<Record<Field, string>> = { birthDate: "off" };

/** The fields of a patient that the console changes; all others stay as they are. */
export function PatientForm({ onSave, onCancel, load, ...props }: Props) {
  const { t } = useTranslation();
  const draft = useDraft({ record: props.patient, textsOf: valuesOf, load });
  const { record: patient, values, set } = draft;
  const [checked, setChecked] = useState(false);
  const dates = useWholeDates();
  const nameless = values.lastName.trim() === "" && values.firstName.trim() === "";
  const action = useAction(() => draft.save(() => onSave(patientOf(patient, values))));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (dates.check(event.currentTarget) && !nameless) {
      action.run();
    }
  };
  const field = (name: Field) => ({
    label: t(`patient.${name}`),
    autoComplete: BROWSERS_NAMES[name] ?? "off",
    value: values[name],
  });
  const text = (name: Field) => (
    <TextInput {...field(name)} onChange={(event) => set(name, event.currentTarget.value)} />
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <div className={styles.fields}>
          <TextInput
            {...field("lastName")}
            data-autofocus
            error={checked && nameless && t("patient.nameNeeded")}
            onChange={(event) => set("lastName", event.currentTarget.value)}
          />
          {text("firstName")}
          {/^(\d{4}-\d{2}-\d{2})?$/.test(values.birthDate) ? (
            <DateField
              {...field("birthDate")}
              type="date"
              name="birthDate"
              dates={dates}
              onChange={(value) => set("birthDate", value)}
            />
          ) : (
            text("birthDate")
          )}
          <NativeSelect
            {...field("gender")}
            data={GENDERS.map((value) => ({
              value,
              label: value === "" ? "–" : t(`patient.${value}`),
            }))}
            onChange={(event) => set("gender", event.currentTarget.value)}
          />
          {text("street")}
          {text("houseNumber")}
          {text("postalCode")}
          {text("city")}
          {text("phone")}
        </div>
        <Textarea
          {...field("note")}
          autosize={false}
          rows={4}
          onChange={(event) => set("note", event.currentTarget.value)}
        />
        <ConflictNote theirs={draft.theirs} labelOf={(name) => t(`patient.${name}`)} />
        <ErrorNote failure={action.failure} />
        <SaveOrCancel saving={action.running} onCancel={onCancel} />
      </Stack>
    </form>
  );
}

function valuesOf(patient: Patient | undefined): Values {
  const address = patient?.addresses?.[0];
  return {
    lastName: patient?.lastName ?? "",
    firstName: patient?.firstName ?? "",
    birthDate: patient?.birthDate ?? "",
    gender: patient?.gender ?? "",
    street: address?.street ?? "",
    houseNumber: address?.houseNumber ?? "",
    postalCode: address?.postalCode ?? "",
    city: address?.city ?? "",
    phone: address?.telecoms?.find((each) => each.type === "phone")?.value ?? "",
    note: patient?.note ?? "",
  };
}

function given(text: string): string | undefined {
  return text.trim() === "" ? undefined : text.trim();
}

/** The patient with these values; whatever the form does not show stays. */
function patientOf(patient: Patient | undefined, values: Values): Patient {
  const [first, ...others] = patient?.addresses ?? [];
  const changed = FIELDS.some((each) => values[each] !== valuesOf(patient)[each]);
  if (!changed && patient !== undefined) {
    return patient;
  }
  const telecoms = (first?.telecoms ?? []).filter((each) => each.type !== "phone");
  const phone = given(values.phone);
  const address = new Address({
    ...first,
    street: given(values.street),
    houseNumber: given(values.houseNumber),
    postalCode: given(values.postalCode),
    city: given(values.city),
    telecoms:
      phone === undefined ? telecoms : [...telecoms, new Telecom({ type: "phone", value: phone })],
  });
  // an address that somebody else left empty stays as it is
  const wasEmpty = first !== undefined && saysNothing(first);
  return new Patient({
    ...patient,
    lastName: given(values.lastName),
    firstName: given(values.firstName),
    birthDate: given(values.birthDate),
    gender: given(values.gender),
    note: given(values.note),
    addresses: saysNothing(address) && !wasEmpty ? others : [address, ...others],
  });
}

function saysNothing({ telecoms = [], ...others }: Address): boolean {
  return telecoms.length === 0 && Object.keys(others).length === 0;
}
