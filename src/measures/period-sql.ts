import type { Programme } from "../model/programme.ts";

const year = (date: string) => `extract(year FROM ${date})`;
const month = (date: string) => `extract(month FROM ${date})`;
const text = (number: string) => `CAST(${number} AS VARCHAR)`;
const twoDigits = (number: string) => `lpad(${text(number)}, 2, '0')`;

/** Financial year of a date, 1 April to 31 March, as `2022-23`. */
export const financialYearSql = (date: string): string => {
  const start = `(${year(date)} - CASE WHEN ${month(date)} < 4 THEN 1 ELSE 0 END)`;
  return `${text(start)} || '-' || ${twoDigits(`((${start} + 1) % 100)`)}`;
};

/** Calendar quarter of a date, as `2022-Q4`. */
export const quarterSql = (date: string): string =>
  `${text(year(date))} || '-Q' || ${text(`CAST(floor((${month(date)} + 2) / 3) AS INTEGER)`)}`;

/** Month of a date, as `2022-10`. */
export const monthSql = (date: string): string => `${text(year(date))} || '-' || ${twoDigits(month(date))}`;

type Windows = Programme["windows"];

/** Window that a date falls in: `before`, `during` or `after`; null outside all. Both ends count. */
export function windowSql(date: string, windows: Windows): string {
  const cases = (["before", "during", "after"] as const).flatMap((name) => {
    const span = windows[name];
    return span === undefined
      ? []
      : [`WHEN ${date} BETWEEN DATE '${span.from}' AND DATE '${span.to}' THEN '${name}'`];
  });
  return cases.length === 0 ? "CAST(NULL AS VARCHAR)" : `CASE ${cases.join(" ")} END`;
}

/** Each project's own window, else the programme's. */
export function projectWindowSql(date: string, project: string, programme: Programme): string {
  const own = programme.projects.filter((one) => one.windows !== undefined);
  const cases = own.map((one) => `WHEN ${project} = '${one.id}' THEN ${windowSql(date, one.windows ?? {})}`);
  const other = windowSql(date, programme.windows);
  return cases.length === 0 ? other : `CASE ${cases.join(" ")} ELSE ${other} END`;
}
