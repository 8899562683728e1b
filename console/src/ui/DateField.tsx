import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { WholeDates } from "./useWholeDates.js";

interface Props {
  readonly type: "date" | "datetime-local";
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly dates: WholeDates;
  readonly onChange: (text: string) => void;
}

/** A date of a form, which says so if only a part of it was typed. */
export function DateField({ type, name, label, value, dates, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <TextInput
      type={type}
      name={name}
      label={label}
      autoComplete="off"
      value={value}
      error={
        dates.isPartial(name) &&
        t(type === "date" ? "records.dateIncomplete" : "records.timeIncomplete")
      }
      onChange={(event) => {
        dates.look(event.currentTarget);
        onChange(event.currentTarget.value);
      }}
    />
  );
}
