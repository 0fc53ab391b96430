import type { Programme } from "../model/programme.ts";
import type { PeriodType } from "./cell.ts";
import { financialYear } from "./financial-year.ts";

/** A period of workforce figures; days count at both ends, as YYYY-MM-DD. */
export interface WorkforcePeriod {
  readonly period_type: PeriodType;
  readonly period: string;
  readonly from: string;
  readonly to: string;
  /** Without the days outside the programme's window or after the data date. */
  readonly seen_from: string;
  readonly seen_to: string;
  /** False where the period was not over on the data date. */
  readonly complete: boolean;
}

/** A period of one project's service. */
export interface ProjectPeriod extends WorkforcePeriod {
  readonly project: string;
  readonly service: string;
}

const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a > b ? a : b);

/** The whole window and the financial years, 1 April to 31 March, that it touches. */
export function workforcePeriods(programme: Programme): readonly WorkforcePeriod[] {
  const { window } = programme;
  const years = stretch(programme, (year) => [
    { period: financialYear(year), from: `${year}-04-01`, to: `${year + 1}-03-31` },
  ]);
  return [
    clip(programme, "all", { period: "all", from: window.from, to: window.to }),
    ...years.map((one) => clip(programme, "financial_year", one)),
  ];
}

/**
 * The whole window, and whole financial years up to the data date, which may begin before the window: staff records are
 * kept by the year. Each as type, name, first and last day.
 */
export const staffSpans = (
  programme: Programme,
): readonly (readonly [PeriodType, string, string, string])[] =>
  workforcePeriods(programme).map((one) =>
    one.period_type === "all"
      ? ["all", one.period, one.seen_from, one.seen_to]
      : [one.period_type, one.period, one.from, earlier(one.to, programme.data_date)],
  );

/** First and last day of each calendar quarter, as MM-DD. */
export const QUARTER_ENDS: readonly (readonly [string, string])[] = [
  ["01-01", "03-31"],
  ["04-01", "06-30"],
  ["07-01", "09-30"],
  ["10-01", "12-31"],
];

/** The calendar quarters that the window touches. */
export const workforceQuarters = (programme: Programme): readonly WorkforcePeriod[] =>
  stretch(programme, (year) =>
    QUARTER_ENDS.map(([from, to], index) => ({
      period: `${year}-Q${index + 1}`,
      from: `${year}-${from}`,
      to: `${year}-${to}`,
    })),
  ).map((one) => clip(programme, "quarter", one));

/** Windows before, during and after, for each project that a declared service runs; its own, else the programme's. */
export const projectPeriods = (programme: Programme): readonly ProjectPeriod[] =>
  programme.projects.flatMap(({ id, service, windows }) =>
    (["before", "during", "after"] as const).flatMap((period) => {
      const span = (windows ?? programme.windows)[period];
      if (span === undefined || service === undefined) return [];
      return [{ ...clip(programme, "window", { period, ...span }), project: id, service }];
    }),
  );

/**
 * {@link staffSpans}, with no project and service, and the windows of projects at the service that runs them. Each as
 * project, service, type, name, first and last day.
 */
export const staffAndProjectSpans = (
  programme: Programme,
): readonly (readonly [string, string, PeriodType, string, string, string])[] => [
  ...staffSpans(programme).map((one) => ["", "", ...one] as const),
  ...projectPeriods(programme).map(
    (one) => [one.project, one.service, "window", one.period, one.seen_from, one.seen_to] as const,
  ),
];

type Span = Pick<WorkforcePeriod, "period" | "from" | "to">;

function stretch(
  { window, data_date }: Programme,
  spans: (year: number) => readonly Span[],
): readonly Span[] {
  const [first, last] = [window.from, earlier(window.to, data_date)];
  const years: Span[] = [];
  for (let year = Number(first.slice(0, 4)) - 1; year <= Number(last.slice(0, 4)); year += 1) {
    years.push(...spans(year).filter(({ from, to }) => from <= last && to >= first));
  }
  return years;
}

const clip = (programme: Programme, period_type: PeriodType, span: Span): WorkforcePeriod => ({
  period_type,
  period: span.period,
  from: span.from,
  to: span.to,
  seen_from: later(span.from, period_type === "window" ? span.from : programme.window.from),
  seen_to: earlier(
    earlier(span.to, period_type === "window" ? span.to : programme.window.to),
    programme.data_date,
  ),
  complete: span.to <= programme.data_date,
});
