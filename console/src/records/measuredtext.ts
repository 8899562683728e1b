/** What Recharts measures the labels of its axes in, at the end of the page and outside of it. */
const MEASURED = "recharts_measurement_span";

/**
 * Removes the text that a chart measured last: a number of a patient, which would stay in the page when
 * the keys are locked.
 */
export function forgetMeasuredText(page: Pick<Document, "getElementById"> = document): void {
  page.getElementById(MEASURED)?.remove();
}
