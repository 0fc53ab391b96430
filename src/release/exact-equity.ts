import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import type { ActivityRows } from "../measures/activity-rows.ts";
import type { CellRow } from "../measures/cell-rows.ts";
import { bookedShares, type EquityRows, languageShares } from "../measures/equity-rows.ts";
import { clearNote, isUnknownGroup } from "../measures/reference-group.ts";
import type { ReferralRow } from "../measures/referral-counts.ts";
import type { Instrument } from "../model/programme.ts";
import type { WholeNumber } from "../statistics/exact-integer.ts";
import { type DayCounts, kaplanMeier } from "../statistics/kaplan-meier.ts";
import { survivalQuantile } from "../statistics/survival-quantile.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { cellOf } from "./cell-of.ts";
import { shareEstimate, withReferrals } from "./exact-activity.ts";
import { groupDifferences } from "./exact-group-differences.ts";

/** What the figures of the Equity page are worked out from. */
export interface EquitySources {
  readonly equity: EquityRows;
  readonly activity: ActivityRows;
  readonly referrals: readonly ReferralRow[];
  readonly instruments: readonly Instrument[];
}

/**
 * Turns the statistics of groups into exact estimates: how far referrals of each group came, days waited, missed appointments,
 * contacts that were understood, and scores beside the reference group. What nobody records has no cells.
 */
export function equityEstimates({
  equity,
  activity,
  referrals,
  instruments,
}: EquitySources): readonly ExactEstimate[] {
  return [
    ...equity.pathway.flatMap((row) => equity.stages.map((stage) => stageEstimate(row, stage))),
    ...waitEstimates(equity.waits),
    ...contactEstimates(equity, activity),
    ...groupDifferences(equity, referrals, instruments),
  ];
}

function stageEstimate(row: CellRow, stage: string): ExactEstimate {
  const measure = `group_pathway_${stage}`;
  const value = Number(row[measure] ?? 0);
  return {
    ...cellOf(row, measure),
    ...blankEstimate,
    n: value,
    value,
    method: "count",
    status: "published",
    note: "",
    kind: "count",
    decimals: 0,
  };
}

/** Days by which a share of the referrals had a first contact. */
const WAITS = [
  ["wait_median_days", 0.5, "half"],
  ["wait_p90_days", 0.9, "nine in ten"],
] as const;

/**
 * Waits of each group by Kaplan and Meier. The note of one is that of a clear difference where its lower limit lies above the
 * upper one of everybody even at a level that allows for all groups and both shares.
 */
function waitEstimates(rows: readonly CellRow[]): readonly ExactEstimate[] {
  const cells = new Map<string, { row: CellRow; days: DayCounts[] }>();
  for (const row of rows) {
    const key = `${row.breakdown}|${row.category}`;
    const cell = cells.get(key) ?? { row, days: [] };
    cells.set(key, cell);
    cell.days.push({
      day: Number(row.days),
      events: row.events as WholeNumber,
      censored: row.censored as WholeNumber,
    });
  }
  const curves = [...cells.values()].map((cell) => ({ ...cell, ...kaplanMeier(cell.days) }));
  const everybody = curves.find(({ row }) => row.breakdown === "none")?.points ?? [];
  const isCompared = ({ breakdown, category }: CellRow) => breakdown !== "none" && !isUnknownGroup(category);
  const comparisons = WAITS.length * curves.filter(({ row }) => isCompared(row)).length;
  return curves.flatMap(({ row, days, n, points, level }) => {
    // Bonferroni: so many groups are set beside everybody that some would stand out at 95% by chance.
    const joint = isCompared(row) ? kaplanMeier(days, 1 - (1 - level) / comparisons).points : [];
    return WAITS.map(([measure, share, words]): ExactEstimate => {
      const { value, lower, upper } = survivalQuantile(points, share);
      // Of few people beyond a quantile, it and its limits are the days of single ones of them.
      const beyond = Math.floor(n * (1 - share) + 1e-9);
      const base = {
        ...cellOf(row, measure),
        ...blankEstimate,
        method: "kaplan-meier",
        kind: "quantile",
        decimals: 1,
      } as const;
      if (value === null) {
        const note = `By the data date fewer than ${words} had a first contact.`;
        // That so many wait still tells of few people what their days would tell.
        return { ...base, n: Math.max(1, beyond), status: "not_yet_observable", note };
      }
      const shown = { ...base, n, value, people: [beyond], status: "published" } as const;
      if (lower !== null && upper !== null) {
        const longest = survivalQuantile(everybody, share).upper ?? Number.POSITIVE_INFINITY;
        const isLonger = (survivalQuantile(joint, share).lower ?? 0) > longest;
        return { ...shown, lower, upper, level, note: isLonger ? clearNote(comparisons) : "" };
      }
      const open = lower === null ? "either limit" : "an upper limit";
      return { ...shown, note: `Too few had been seen by the data date for ${open}.` };
    });
  });
}

/** Contacts without a needed interpreter are what is left of those with one, or with a worker who speaks the language. */
const UNMET = "share_language_unmet";

function contactEstimates({ contacts }: EquityRows, activity: ActivityRows): readonly ExactEstimate[] {
  const of = (rows: readonly CellRow[], id: string) => rows.filter((row) => Number(row[`${id}_of`] ?? 0) > 0);
  const groups = contacts.filter(({ breakdown }) => breakdown !== "none" && breakdown !== "language");
  const languages = contacts.filter(({ breakdown }) => breakdown === "language");
  const wholes = contacts.filter(({ breakdown }) => breakdown === "none");
  const places = activity.contacts.filter(
    ({ area_type, period_type }) =>
      (["programme", "project", "comparator"].includes(area_type) &&
        ["all", "window"].includes(period_type)) ||
      (area_type === "service" && period_type === "all"),
  );
  const share = (row: CellRow, id: string) => withReferrals(shareEstimate(row, id), row, id);
  return [
    ...of(groups, "share_dna").map((row) => share(row, "share_dna")),
    ...languageShares.flatMap((id) => of(languages, id).map((row) => share(row, id))),
    ...bookedShares.flatMap((id) => of(wholes, id).map((row) => share(row, id))),
    ...of([...places, ...languages], "share_interpreted").map((row) => share(unmet(row), UNMET)),
  ];
}

function unmet(row: CellRow): CellRow {
  const all = (part: string) => Number(row[`share_interpreted_${part}`] ?? 0);
  return {
    ...row,
    [`${UNMET}_of`]: all("of"),
    [`${UNMET}_is`]: all("of") - all("is"),
    [`${UNMET}_of_referrals`]: all("of_referrals"),
    [`${UNMET}_is_referrals`]: all("rest_referrals"),
    [`${UNMET}_rest_referrals`]: all("is_referrals"),
  };
}
