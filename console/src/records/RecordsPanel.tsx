import { Anchor, Badge, Button, Group, Text } from "@mantine/core";
import { DataSample } from "@salus/sdk";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useSession } from "../session/context.js";
import { Guard } from "../ui/Guard.js";
import { Panel } from "../ui/Panel.js";
import { useDates } from "../ui/useDates.js";
import { ClosedNote } from "./ClosedNote.js";
import { forgetMeasuredText } from "./measuredtext.js";
import { type Entry, type Records, titleOf, decimalPoint, valueText } from "./record.js";
import styles from "./RecordsPanel.module.css";
import { mayChange } from "./rights.js";
import { seriesOf } from "./series.js";
import { useWriters } from "./useWriters.js";

// the library of charts is most of the console, and many patients have nothing to draw
const SeriesChart = lazy(() => import("./SeriesChart.js"));

interface Props {
  readonly patientId: string;
  readonly records: Records | undefined;
}

/** What was observed and found of a patient: as charts where there are numbers, and on a time line. */
export function RecordsPanel({ patientId, records }: Props) {
  const { t } = useTranslation();
  const series = useMemo(() => seriesOf(records?.entries ?? [], t), [records, t]);
  // here, since a chart that fails to be drawn has measured its labels, too
  useEffect(() => () => forgetMeasuredText(), []);
  const byWhom = useWriters(
    (records?.entries ?? []).flatMap(({ record }) => writerOf(record) ?? []),
  );
  const actions = (
    <Group gap="xs">
      <Button size="xs" component={Link} href={`/patient/${patientId}/sample`}>
        {t("records.newSample")}
      </Button>
      <Button size="xs" variant="default" component={Link} href={`/patient/${patientId}/element`}>
        {t("records.newElement")}
      </Button>
    </Group>
  );
  return (
    <Panel title={t("records.title")} actions={actions}>
      {series.length > 0 && (
        <Suspense fallback={<Text c="dimmed">{t("common.loading")}</Text>}>
          <div className={styles.charts}>
            {series.map((each) => (
              <Guard
                key={`${each.name} ${each.unit}`}
                instead={<Text c="dimmed">{t("records.noChart", { name: each.name })}</Text>}
              >
                <SeriesChart series={each} />
              </Guard>
            ))}
          </div>
        </Suspense>
      )}
      {records?.entries.length === 0 && <Text c="dimmed">{t("records.none")}</Text>}
      <ol className={styles.line}>
        {records?.entries.map((entry) => (
          <EntryLine key={entry.id} entry={entry} patientId={patientId} byWhom={byWhom} />
        ))}
      </ol>
      {records !== undefined && <ClosedNote {...records} />}
    </Panel>
  );
}

/** Who wrote what a record says now. */
function writerOf({ metadata }: Entry["record"]): string | undefined {
  return metadata?.modifiedBy;
}

interface LineProps {
  readonly entry: Entry;
  readonly patientId: string;
  readonly byWhom: (writer: string) => string;
}

function EntryLine({ entry, patientId, byWhom }: LineProps) {
  const { t, i18n } = useTranslation();
  const dates = useDates();
  const { record, at, day, isDated, doubtful, id } = entry;
  const when = day === undefined ? dates.time(at) : dates.day(day);
  const isSample = record instanceof DataSample;
  const { owner } = useSession();
  const text = isSample ? record.comment : record.note;
  const writer = writerOf(record);
  const title = titleOf(record, t) || t(isSample ? "records.sample" : "records.element");
  return (
    <li className={`${styles.entry ?? ""} ${isSample ? (styles.sample ?? "") : ""}`}>
      <div className={styles.title}>
        {mayChange(record, owner?.id) ? (
          <Anchor
            component={Link}
            href={`/patient/${patientId}/${isSample ? "sample" : "element"}/${id}`}
          >
            {title}
          </Anchor>
        ) : (
          <span>{title}</span>
        )}
        {isSample && (
          <span className={styles.value}>{valueText(record, decimalPoint(i18n.language))}</span>
        )}
        <span className={styles.quiet}>{isDated ? when : t("records.noted", { date: when })}</span>
        {writer !== undefined && !doubtful && (
          <span className={styles.quiet}>{byWhom(writer)}</span>
        )}
        {doubtful && <Badge color="orange">{t("patients.doubtful")}</Badge>}
      </div>
      {text !== undefined && <p className={styles.comment}>{text}</p>}
    </li>
  );
}
