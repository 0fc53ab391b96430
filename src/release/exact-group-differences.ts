import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import type { CellRow } from "../measures/cell-rows.ts";
import type { ClusterKind, EquityRows } from "../measures/equity-rows.ts";
import { clearNote, isUnknownGroup, largestGroup, REFERENCE_NOTE } from "../measures/reference-group.ts";
import type { ReferralRow } from "../measures/referral-counts.ts";
import type { Instrument } from "../model/programme.ts";
import {
  type AdjustedDifference,
  adjustedDifferences,
  type GroupScores,
  LEAST_CLUSTERS,
  LEAST_PEOPLE,
} from "../statistics/adjusted-differences.ts";
import { holmAdjusted, type PValues } from "../statistics/adjusted-p.ts";
import { exactInteger, type WholeNumber } from "../statistics/exact-integer.ts";
import { blankEstimate } from "./blank-estimate.ts";

const OTHERS = "others";
const SIGNIFICANT = 0.05;

/**
 * Last scores of each group beside those of the largest group at the same first score, for each instrument and
 * characteristic; each cohort beside everybody who is not in it. Holm's allowance is for all groups of all characteristics.
 */
export function groupDifferences(
  { outcomes, clusters }: EquityRows,
  referrals: readonly ReferralRow[],
  instruments: readonly Instrument[],
): readonly ExactEstimate[] {
  const breakdowns = [...new Set(outcomes.map(({ breakdown }) => breakdown))].filter((one) => one !== "none");
  return instruments.flatMap((instrument) => {
    const own = outcomes.filter((row) => row.instrument === instrument.id);
    const everybody = own.filter((row) => row.breakdown === "none");
    const compared = breakdowns.flatMap((breakdown): Compared[] => {
      const rows = own.filter((row) => row.breakdown === breakdown && !isUnknownGroup(row.category));
      const [first] = rows;
      if (first === undefined) return [];
      if (breakdown === "cohort")
        return [{ first, reference: undefined, found: cohortDifferences(rows, everybody, instrument) }];
      const reference = largestGroup(ofProgramme(referrals, breakdown));
      if (reference === undefined) return [];
      const found = adjustedDifferences(rows.map(scoresOf), reference, instrument.decimals);
      return [{ first, reference, found }];
    });
    const adjusted = holmAdjusted(compared.flatMap(({ found }) => found.map(({ p }) => p)));
    const kind = clusters.get(instrument.id) ?? "service";
    const context = { instrument, clusters: kind, comparisons: adjusted.filter((p) => p !== null).length };
    let at = 0;
    return compared.flatMap((one) => {
      const own = adjusted.slice(at, at + one.found.length);
      at += one.found.length;
      return estimatesOf(one, own, context);
    });
  });
}

const ofProgramme = (rows: readonly ReferralRow[], breakdown: string): ReadonlyMap<string, number> =>
  new Map(
    rows
      .filter(
        (row) => row.area_type === "programme" && row.period_type === "all" && row.breakdown === breakdown,
      )
      .map(({ category, referrals }) => [category, referrals]),
  );

const scoresOf = (row: CellRow): GroupScores => ({
  cluster: String(row.cluster),
  group: row.category,
  n: row.n as WholeNumber,
  sumBefore: row.sum_before as WholeNumber,
  sumBefore2: row.sum_before2 as WholeNumber,
  sumAfter: row.sum_after as WholeNumber,
  sumProduct: row.sum_product as WholeNumber,
  sumAfter2: row.sum_after2 as WholeNumber,
});

/** A person may be in several cohorts, so each is set against everybody else. */
function cohortDifferences(
  rows: readonly CellRow[],
  everybody: readonly CellRow[],
  { decimals }: Instrument,
): readonly AdjustedDifference[] {
  const cohorts = [...new Set(rows.map(({ category }) => category))];
  return cohorts.flatMap((cohort) => {
    const within = rows.filter(({ category }) => category === cohort).map(scoresOf);
    const others = everybody.map((row) => {
      const all = scoresOf(row);
      const some = within.find(({ cluster }) => cluster === all.cluster);
      const less = (key: Exclude<keyof GroupScores, "cluster" | "group">) =>
        exactInteger(all[key]) - exactInteger(some?.[key] ?? 0n);
      return {
        cluster: all.cluster,
        group: OTHERS,
        n: less("n"),
        sumBefore: less("sumBefore"),
        sumBefore2: less("sumBefore2"),
        sumAfter: less("sumAfter"),
        sumProduct: less("sumProduct"),
        sumAfter2: less("sumAfter2"),
      };
    });
    return adjustedDifferences([...within, ...others], OTHERS, decimals);
  });
}

/** The groups of a characteristic; without a reference group each was set against everybody else. */
interface Compared {
  /** A row of it, for the place. */
  readonly first: CellRow;
  readonly reference: string | undefined;
  readonly found: readonly AdjustedDifference[];
}

interface Context {
  readonly instrument: Instrument;
  readonly clusters: ClusterKind;
  readonly comparisons: number;
}

function estimatesOf(
  { first, reference, found }: Compared,
  adjusted: PValues,
  { instrument, clusters, comparisons }: Context,
): readonly ExactEstimate[] {
  const base = (category: string) =>
    ({
      measure: "adjusted_difference",
      instrument: instrument.id,
      area_type: first.area_type,
      area: first.area,
      period_type: first.period_type,
      period: first.period,
      breakdown: first.breakdown,
      category,
      ...blankEstimate,
      method: "group-differences",
      kind: "mean",
      decimals: Math.max(1, instrument.decimals),
    }) as const;
  const against = reference === undefined ? {} : { against: reference };
  return [
    ...(reference === undefined
      ? []
      : [{ ...base(reference), status: "not_available", note: REFERENCE_NOTE } as const]),
    ...found.map(({ group, n, value, lower, upper, reason }, index): ExactEstimate => {
      if (reason !== null)
        return { ...base(group), n, ...against, status: "too_few", note: whyNot(reason, clusters) };
      const isClear = (adjusted[index] ?? 1) < SIGNIFICANT;
      const note = isClear ? clearNote(comparisons) : "";
      return { ...base(group), n, value, lower, upper, level: 0.95, ...against, status: "published", note };
    }),
  ];
}

const PLACES = { service: "services", pcn: "networks" } as const;

function whyNot(reason: NonNullable<AdjustedDifference["reason"]>, clusters: ClusterKind): string {
  const places = PLACES[clusters];
  switch (reason) {
    case "few_people":
      return `Too few to say: fewer than ${LEAST_PEOPLE} people of this group have both scores.`;
    case "few_clusters":
      return `Too few to say: the scores come from fewer than ${LEAST_CLUSTERS} ${places}.`;
    case "few_degrees":
      return `Too few to say: the people of this group come from too few ${places}.`;
    case "no_fit":
      return "Too few to say: there is no group large enough to set others beside.";
  }
}
