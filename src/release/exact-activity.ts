import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import {
  type ActivityRows,
  contactShares,
  DAYS_BY_QUARTER_OF_NETWORKS,
  daysMeasures,
  provisionShares,
  referralShares,
} from "../measures/activity-rows.ts";
import type { CellRow } from "../measures/cell-rows.ts";
import { periodYears } from "../measures/period-years.ts";
import type { Programme } from "../model/programme.ts";
import type { Estimate, EstimateStatus } from "../statistics/estimate.ts";
import { eventRate } from "../statistics/event-rate.ts";
import type { WholeNumber } from "../statistics/exact-integer.ts";
import { type MeanInterval, meanInterval } from "../statistics/mean-interval.ts";
import { quantileInterval } from "../statistics/quantile-interval.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import { blankEstimate, countOf, exactOf } from "./blank-estimate.ts";
import { cellOf } from "./cell-of.ts";

/**
 * Turns the statistics of referrals, pathway, times, contacts, goals and activities into exact estimates. A measure that
 * no row of the programme records has no cells; where only a cell has nothing to rest on, it is `too_few`.
 */
export function activityEstimates(rows: ActivityRows, programme: Programme): ExactEstimate[] {
  return [
    ...rows.referrals.flatMap((row) => rows.stages.map((fact) => stageEstimate(row, `pathway_${fact}`))),
    ...[...referralShares, "share_men"].flatMap((id) =>
      collected(rows.referrals, id, "of").map((row) => withPeople(shareEstimate(row, id), row, id)),
    ),
    ...provisionShares.flatMap((id) =>
      collected(rows.referrals, id, "of").map((row) => withReferrals(shareEstimate(row, id), row, id)),
    ),
    ...contactShares.flatMap((id) =>
      collected(rows.contacts, id, "of").map((row) => withReferrals(shareEstimate(row, id), row, id)),
    ),
    ...meanEstimates(rows.referrals),
    ...quantileEstimates(rows),
    ...rateEstimates(rows.referrals, programme),
  ];
}

const numberOf = (row: CellRow, column: string): number => Number(row[column] ?? 0);

/** Rows that the measure has cells for: none where nothing of it is recorded anywhere. */
function collected(rows: readonly CellRow[], id: string, column: string): readonly CellRow[] {
  const some = rows.some((row) => numberOf(row, `${id}_${column}`) > 0);
  const own = ({ area_type }: CellRow) => area_type === "project" || area_type === "comparator";
  if (!some) return [];
  if (id !== "share_target") return rows;
  // A target group is a project's: where nobody can be in it or out of it, the project has declared none.
  const declared = new Set(
    rows.filter((row) => numberOf(row, "share_target_of") > 0).map(({ area }) => area),
  );
  return rows.filter((row) => own(row) && declared.has(row.area));
}

const stageEstimate = (row: CellRow, measure: string): ExactEstimate =>
  exactOf(cellOf(row, measure), countOf(numberOf(row, measure)), "count", 0);

/** Shares that cannot be known yet rather than of nobody, where the denominator is 0. */
const LATER: Readonly<Record<string, string>> = {
  share_re_referred_180: "Nobody was referred so long ago yet.",
  share_re_referred_365: "Nobody was referred so long ago yet.",
  share_review_on_time: "No review was due yet.",
};

export function shareEstimate(row: CellRow, measure: string): ExactEstimate {
  const [numerator, denominator] = [numberOf(row, `${measure}_is`), numberOf(row, `${measure}_of`)];
  const { value, lower, upper, level, reason } = wilsonInterval(numerator, denominator);
  const estimate = (status: EstimateStatus, note: string): ExactEstimate =>
    exactOf(
      cellOf(row, measure),
      {
        numerator,
        denominator,
        n: denominator,
        value: status === "published" ? value : null,
        lower: status === "published" ? lower : null,
        upper: status === "published" ? upper : null,
        level: status === "published" ? level : null,
        method: "wilson",
        status,
        note,
      },
      "proportion",
      2,
    );
  if (reason === null) return estimate("published", "");
  const later = LATER[measure];
  return later === undefined
    ? estimate("too_few", "Nothing of this is recorded here.")
    : estimate("not_yet_observable", later);
}

/** A share of contacts, goals or activities tells of people too: few referrals behind it, or behind the rest, withhold it. */
export const withReferrals = (estimate: ExactEstimate, row: CellRow, id: string): ExactEstimate => ({
  ...estimate,
  people: ["of", "is", "rest"].map((part) => numberOf(row, `${id}_${part}_referrals`)),
});

/** The same few people may be referred again and again: a share of referrals is withheld where they are few. */
const withPeople = (estimate: ExactEstimate, row: CellRow, id: string): ExactEstimate =>
  row[`${id}_is_people`] === undefined
    ? estimate
    : { ...estimate, people: [numberOf(row, `${id}_is_people`)] };

/** Means: their id, the name of their sums, whether a change, and the words where there is nobody. */
const MEANS = [
  ["mean_reasons", "mean_reasons", "mean-interval"],
  ["contacts_per_referral", "contacts_per_referral", "mean-interval"],
  ["mean_sessions_attended", "mean_sessions_attended", "mean-interval"],
  ["mean_gp_contacts_before", "gp_before", "mean-interval"],
  ["mean_gp_contacts_after", "gp_after", "mean-interval"],
  ["mean_gp_contacts_change", "gp_change", "t-interval-paired"],
] as const;

function meanEstimates(rows: readonly CellRow[]): readonly ExactEstimate[] {
  return MEANS.flatMap(([id, sums, method]) =>
    collected(rows, sums, "n").map((row) => {
      const whole = (name: string) => row[`${sums}_${name}`] as WholeNumber;
      const interval = meanInterval({ n: whole("n"), sum: whole("sum"), sumOfSquares: whole("sum2") }, 0);
      const estimate = {
        ...cellOf(row, id),
        ...meanOf(interval),
        method,
        kind: "mean",
        decimals: 1,
      } as const;
      return id === "mean_sessions_attended"
        ? { ...estimate, people: [numberOf(row, `${sums}_referrals`)] }
        : estimate;
    }),
  );
}

function meanOf({ n, mean, lower, upper, level, reason }: MeanInterval) {
  if (reason === "nobody" || reason === "one_person") {
    return { ...blankEstimate, n, status: "too_few", note: "Fewer than two are recorded here." } as const;
  }
  const equal = reason === "all_equal";
  return {
    ...blankEstimate,
    n,
    value: mean,
    lower,
    upper,
    level: equal ? null : level,
    status: "published",
    note: equal ? "All are the same, so no interval can be given." : "",
  } as const;
}

/** Quantiles worked out from the numbers of days of each measure. */
const QUANTILES: readonly (readonly [string, (typeof daysMeasures)[number], number])[] = [
  ...daysMeasures.map((id) => [id, id, 0.5] as const),
  ["p90_days_to_first_contact", "median_days_to_first_contact", 0.9],
];

function quantileEstimates({ referrals, days }: ActivityRows): readonly ExactEstimate[] {
  const byCell = new Map<string, [WholeNumber, WholeNumber][]>();
  const quarters: CellRow[] = [];
  for (const row of days) {
    const key = placeKey(row, String(row.fact));
    const histogram = byCell.get(key) ?? [];
    if (histogram.length === 0) {
      byCell.set(key, histogram);
      const isQuarter = row.area_type === "pcn" && row.period_type === "quarter";
      if (isQuarter && row.fact === DAYS_BY_QUARTER_OF_NETWORKS) quarters.push(row);
    }
    histogram.push([row.days as WholeNumber, row.n as WholeNumber]);
  }
  const recorded = new Set(days.map((row) => row.fact));
  return QUANTILES.filter(([, fact]) => recorded.has(fact)).flatMap(([id, fact, share]) =>
    [...referrals, ...(id === DAYS_BY_QUARTER_OF_NETWORKS ? quarters : [])].map((row) =>
      quantileEstimate(row, id, byCell.get(placeKey(row, fact)) ?? [], share),
    ),
  );
}

const placeKey = ({ area_type, area, period_type, period }: CellRow, fact: string): string =>
  [area_type, area, period_type, period, fact].join("|");

function quantileEstimate(
  row: CellRow,
  measure: string,
  histogram: readonly [WholeNumber, WholeNumber][],
  share: number,
): ExactEstimate {
  const { n, value, lower, upper, level, reason } = quantileInterval(histogram, share);
  const isShown = reason !== "nobody";
  const note =
    reason === null ? "" : isShown ? "Too few for an interval." : "Nothing of this is recorded here.";
  const estimate: Estimate = {
    numerator: null,
    denominator: null,
    n,
    value: isShown ? value : null,
    // One limit without the other would read as if the missing one were 0.
    lower: reason === null ? lower : null,
    upper: reason === null ? upper : null,
    level: reason === null ? level : null,
    method: "quantile-interval",
    status: isShown ? "published" : "too_few",
    note,
  };
  return {
    ...exactOf(cellOf(row, measure), estimate, "quantile", 1),
    // Of few people beyond a quantile, it and its limits are the days of single ones of them.
    people: [Math.floor(n * Math.min(share, 1 - share) + 1e-9)],
  };
}

const PER = 1000;

/** Rates of projects that state how many people of the target group, and others, are on the lists of their networks. */
function rateEstimates(rows: readonly CellRow[], programme: Programme): readonly ExactEstimate[] {
  const populations = new Map(programme.projects.map(({ id, target }) => [id, target?.population]));
  return rows.flatMap((row) => {
    const population = row.area_type === "project" ? populations.get(row.area) : undefined;
    const years = population === undefined ? 0 : periodYears(row, programme);
    if (population === undefined || years === 0) return [];
    const inTarget = numberOf(row, "share_target_is");
    const others = numberOf(row, "share_target_of") - inTarget;
    return [
      rateEstimate(row, "referrals_per_1000_target", inTarget, population.target * years),
      rateEstimate(row, "referrals_per_1000_others", others, population.others * years),
    ];
  });
}

function rateEstimate(row: CellRow, measure: string, events: number, personYears: number): ExactEstimate {
  const { value, lower, upper, level } = eventRate(events, personYears, PER);
  return {
    ...cellOf(row, measure),
    numerator: events,
    denominator: personYears,
    n: events,
    value,
    lower,
    upper,
    level,
    method: "event-rate",
    status: "published",
    note: "",
    kind: "rate",
    decimals: 2,
    per: PER,
  };
}
