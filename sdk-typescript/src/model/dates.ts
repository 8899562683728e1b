const DATE = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/;
const TIME =
  /^([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(?:Z|[+-](?:(0[0-9]|1[0-3]):([0-5][0-9])|14:00))$/;

/** Whether a text is a `date` of FHIR R4, of the calendar: `1974`, `1974-12` or `1974-12-25`. */
export function isDate(text: string): boolean {
  const [whole, year = "", month, day] = DATE.exec(text) ?? [];
  if (whole === undefined || Number(year) === 0) {
    return false;
  }
  if (month === undefined) {
    return true;
  }
  const days = Number(month) >= 1 && Number(month) <= 12 ? daysIn(Number(year), Number(month)) : 0;
  return days > 0 && (day === undefined || (Number(day) >= 1 && Number(day) <= days));
}

/** Whether a text is a `dateTime` of FHIR R4: a date, or one with a time and its offset. */
export function isDateTime(text: string): boolean {
  const at = text.indexOf("T");
  if (at < 0) {
    return isDate(text);
  }
  const [whole, hour = "", minute = "", second = ""] = TIME.exec(text.slice(at + 1)) ?? [];
  return (
    at === 10 &&
    isDate(text.slice(0, at)) &&
    whole !== undefined &&
    Number(hour) <= 23 &&
    Number(minute) <= 59 &&
    Number(second) <= 60
  );
}

function daysIn(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}
