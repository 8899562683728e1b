import { Alert } from "@mantine/core";
import type { Patient } from "@salus/sdk";
import { useTranslation } from "react-i18next";
import { useWriters } from "../records/useWriters.js";
import { Panel } from "../ui/Panel.js";
import { useDates } from "../ui/useDates.js";
import styles from "./PatientFacts.module.css";

/** Who a patient is, and who wrote that. */
export function PatientFacts({ patient }: { readonly patient: Patient }) {
  const { t } = useTranslation();
  const dates = useDates();
  const { metadata } = patient;
  const writtenBy = useWriters(metadata === undefined ? [] : [metadata.modifiedBy]);
  const [address] = patient.addresses ?? [];
  const gender = (["female", "male", "other", "unknown"] as const).find(
    (each) => each === patient.gender,
  );
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t("patient.birthDate"), dates.day(patient.birthDate)],
    [t("patient.gender"), gender === undefined ? patient.gender : t(`patient.${gender}`)],
    [t("patient.address"), lines(address)],
    [t("patient.phone"), address?.telecoms?.map((each) => each.value).join("\n")],
    [
      t("patient.changed"),
      metadata && `${dates.time(metadata.modified)}, ${writtenBy(metadata.modifiedBy)}`,
    ],
  ];
  return (
    <Panel title={t("patient.fields")}>
      {metadata?.doubtful !== undefined && (
        <Alert color="orange" mb="md">
          {t("patient.doubtful")}
        </Alert>
      )}
      <dl className={styles.facts}>
        {facts.map(
          ([name, value]) =>
            value !== undefined &&
            value !== "" && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        {patient.note !== undefined && (
          <div className={styles.whole}>
            <dt>{t("patient.note")}</dt>
            <dd>{patient.note}</dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}

function lines(address: NonNullable<Patient["addresses"]>[number] | undefined): string {
  const street = [address?.street, address?.houseNumber];
  const city = [address?.postalCode, address?.city];
  return [street, city]
    .map((parts) => parts.filter((each) => each !== undefined).join(" "))
    .filter((line) => line !== "")
    .join("\n");
}
