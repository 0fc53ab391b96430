import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import {
  type CaseRow,
  type CaseSpan,
  COMPLEXITIES,
  isOpen,
  isWaiting,
  startedIn,
} from "../measures/workforce-cases.ts";
import type { WorkforceRows } from "../measures/workforce-rows.ts";
import { type ContactsRow, isWithinGuidance, type SupportRow } from "../measures/workforce-support.ts";
import type { Programme } from "../model/programme.ts";
import { kaplanMeier } from "../statistics/kaplan-meier.ts";
import { meanInterval } from "../statistics/mean-interval.ts";
import { survivalQuantile } from "../statistics/survival-quantile.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { type Place, workforceCell } from "./workforce-cell.ts";

type Caseload = Pick<WorkforceRows, "cases" | "support" | "contacts">;

/**
 * Open cases, people waiting, people first seen, what makes cases complex, length of support and contacts a person, for
 * the programme and its services: counts for quarters too. What nobody recorded has no cells.
 */
export function caseloadEstimates(rows: Caseload, programme: Programme): readonly ExactEstimate[] {
  const areas: readonly Area[] = [
    { area_type: "programme", area: "programme" },
    ...programme.services.map(({ id }) => ({ area_type: "service" as const, area: id })),
  ];
  const { spans } = rows.cases;
  const longer = spans.filter(({ period_type }) => period_type !== "quarter");
  const casesOf = rowsOfArea(rows.cases.rows);
  const [supportOf, contactsOf] = [rowsOfArea(rows.support), rowsOfArea(rows.contacts)];
  const inPeriod = <T extends SupportRow | ContactsRow>(own: readonly T[], { period_type, period }: Place) =>
    period_type === "all" ? own : own.filter((row) => row.financial_year === period);
  return areas.flatMap((area) => [
    ...caseCounts(rows.cases.rows, casesOf(area), area, spans),
    ...longer.flatMap((span) => {
      const place = { ...area, period_type: span.period_type, period: span.period };
      return [
        ...supportEstimates(inPeriod(supportOf(area), place), place),
        ...contactsEstimates(inPeriod(contactsOf(area), place), place),
      ];
    }),
  ]);
}

type Area = Pick<Place, "area_type" | "area">;

/** The rows of a service, or of the whole programme, found without another look at all. */
function rowsOfArea<T extends { readonly service: string | null }>(
  rows: readonly T[],
): (area: Area) => readonly T[] {
  const byService = new Map<string | null, T[]>();
  for (const row of rows) {
    const there = byService.get(row.service);
    if (there === undefined) byService.set(row.service, [row]);
    else there.push(row);
  }
  return ({ area_type, area }) => (area_type === "programme" ? rows : (byService.get(area) ?? []));
}

function caseCounts(
  rows: readonly CaseRow[],
  own: readonly CaseRow[],
  area: Area,
  spans: readonly CaseSpan[],
): readonly ExactEstimate[] {
  if (rows.length === 0) return [];
  const seenRecorded = own.some((row) => row.seen_recorded);
  const anySeen = rows.some((row) => row.seen_recorded);
  return spans.flatMap((span) => {
    const { period_type, period, last } = span;
    const count = (measure: string, of: (row: CaseRow) => boolean): ExactEstimate => ({
      ...countCell({ ...area, period_type, period }, measure),
      value: own.reduce((sum, row) => sum + (of(row) ? row.n : 0), 0),
    });
    const seen = (measure: string, of: (row: CaseRow) => boolean): readonly ExactEstimate[] =>
      !anySeen
        ? []
        : seenRecorded
          ? [count(measure, of)]
          : [
              {
                ...count(measure, of),
                ...blankEstimate,
                status: "not_available",
                note: "No contacts are recorded here.",
                // A count of nobody would read as a 0.
                kind: "published",
              },
            ];
    return [
      count("cases_open", (row) => isOpen(row, last)),
      ...seen("cases_waiting", (row) => isWaiting(row, last)),
      ...seen("support_started", (row) => startedIn(row, span)),
      ...(period_type === "quarter"
        ? []
        : COMPLEXITIES.filter((what) => rows.some((row) => row[what])).map((what) =>
            count(`cases_open_${what}`, (row) => isOpen(row, last) && row[what]),
          )),
    ];
  });
}

const countCell = (place: Place, measure: string) =>
  ({
    ...workforceCell(place, measure),
    ...blankEstimate,
    method: "count",
    status: "published",
    note: "",
    kind: "count",
    decimals: 0,
  }) as const;

const SUPPORT = [
  ["support_median_days", 0.5, "half"],
  ["support_p90_days", 0.9, "nine in ten"],
] as const;

/** Length of support by Kaplan and Meier: cases still open count up to the data date. */
function supportEstimates(rows: readonly SupportRow[], place: Place): readonly ExactEstimate[] {
  if (rows.length === 0) return [];
  const { n, points, level } = kaplanMeier(
    rows.map(({ days, closed, still_open }) => ({
      day: Number(days),
      events: Number(closed),
      censored: Number(still_open),
    })),
  );
  return SUPPORT.map(([measure, share, words]): ExactEstimate => {
    const { value, lower, upper } = survivalQuantile(points, share);
    const beyond = Math.floor(n * (1 - share) + 1e-9);
    const base = {
      ...workforceCell(place, measure),
      ...blankEstimate,
      method: "kaplan-meier",
      kind: "quantile",
      decimals: 0,
    } as const;
    if (value === null) {
      const note = `By the data date the support of fewer than ${words} had ended.`;
      // That so many are still supported tells of few people what their days would tell.
      return { ...base, n: Math.max(1, beyond), status: "not_yet_observable", note };
    }
    // Of few still followed on that day it is the time of single ones of them.
    const followed = points.find(({ day }) => day >= value)?.atRisk ?? 0;
    const shown = { ...base, n, value, people: [beyond, followed], status: "published", note: "" } as const;
    return lower === null || upper === null
      ? { ...shown, note: "Too few had been closed by the data date for both limits." }
      : { ...shown, lower, upper, level };
  });
}

/** Attended contacts of each closed referral that had any: the average, and the share within the guidance. */
function contactsEstimates(rows: readonly ContactsRow[], place: Place): readonly ExactEstimate[] {
  if (rows.length === 0) return [];
  const sum = (of: (contacts: number) => number) =>
    rows.reduce((all, row) => all + of(Number(row.contacts)) * Number(row.n), 0);
  const n = sum(() => 1);
  const { mean, lower, upper, level, reason } = meanInterval(
    { n, sum: sum((x) => x), sumOfSquares: sum((x) => x * x) },
    0,
  );
  const within = sum((contacts) => (isWithinGuidance(contacts) ? 1 : 0));
  const share = wilsonInterval(within, n);
  const average = {
    ...workforceCell(place, "contacts_per_person"),
    ...blankEstimate,
    n,
    method: "mean-interval",
    kind: "mean",
    decimals: 1,
  } as const;
  return [
    reason === "one_person" || reason === "nobody"
      ? { ...average, status: "too_few", note: "Fewer than two are recorded here." }
      : {
          ...average,
          value: mean,
          lower,
          upper,
          level: reason === null ? level : null,
          status: "published",
          note: "",
        },
    {
      ...workforceCell(place, "share_contacts_6_to_12"),
      numerator: within,
      denominator: n,
      n,
      value: share.value,
      lower: share.lower,
      upper: share.upper,
      level: share.level,
      method: "wilson",
      status: "published",
      note: "",
      kind: "proportion",
      decimals: 2,
    },
  ];
}
