import "@mantine/charts/styles.css";
import { LineChart } from "@mantine/charts";
import { useTranslation } from "react-i18next";
import { useDates } from "../ui/useDates.js";
import { numberIn } from "./number.js";
import { decimalPoint } from "./record.js";
import { type Series, timeAxis } from "./series.js";
import styles from "./RecordsPanel.module.css";

/** A chart of numeric samples; the same numbers stand in the list below it, for whoever sees no chart. */
export default function SeriesChart({ series }: { readonly series: Series }) {
  const { t, i18n } = useTranslation();
  const digits = (value: number) => numberIn(value, decimalPoint(i18n.language));
  const dates = useDates();
  const { name, unit, points } = series;
  const [first, last] = [points[0]?.value ?? 0, points.at(-1)?.value ?? 0];
  const label = t("records.chart", {
    name,
    count: points.length,
    first: digits(first),
    last: digits(last),
    unit,
  });
  const { domain, ticks, withTime } = timeAxis(points);
  return (
    <figure className={styles.chart} aria-label={label}>
      <figcaption>
        {name} {unit !== "" && <span className={styles.quiet}>({unit})</span>}
      </figcaption>
      <LineChart
        h={200}
        data={[...points]}
        dataKey="at"
        series={[{ name: "value", label: name, color: "var(--salus-focus)" }]}
        curveType="linear"
        withDots
        xAxisProps={{
          type: "number",
          scale: "time",
          domain: [...domain],
          ticks: [...ticks],
          padding: { left: 8, right: 8 },
          tickFormatter: (at: number) => (withTime ? dates.time(at) : dates.shortDay(at)),
        }}
        // is asked, too, while nothing is pointed at, and then about nothing
        tooltipProps={{ labelFormatter: (at) => (typeof at === "number" ? dates.time(at) : "") }}
        yAxisProps={{ domain: ["auto", "auto"], width: 44, tickFormatter: digits }}
        valueFormatter={(value) => `${digits(value)} ${unit}`}
        lineProps={{ isAnimationActive: false }}
        textColor="var(--mantine-color-dimmed)"
        gridColor="var(--salus-line)"
        lineChartProps={{ accessibilityLayer: false }}
      />
    </figure>
  );
}
