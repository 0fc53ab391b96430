import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { addedSums, NO_SCORES } from "../statistics/cluster-cells.ts";
import { differenceInDifferences } from "../statistics/difference-in-differences.ts";
import type { SumsOfScores } from "../statistics/mean-interval.ts";
import { roundedOrNull, roundOutwards } from "../statistics/round-figure.ts";
import type { Catalogue } from "./catalogue.ts";
import { periodEnds } from "./period-ends.ts";
import type { ProjectComparisons } from "./project-comparisons-schema.ts";

type Project = Catalogue["projects"][number];
type Quarter = ProjectComparisons["projects"][number]["quarters"][number];

/** Decimals of a difference of shares: whole percentage points. */
const DECIMALS = 2;

/** The released figures of one quarter, here and in the comparison networks. */
export interface ProjectQuarter {
  readonly period: string;
  readonly here: ReleasedEstimate | undefined;
  readonly there: ReleasedEstimate | undefined;
  /** Wholly in the window before the pilot. */
  readonly isBefore: boolean;
  /** Begins with the pilot or later. */
  readonly isLater: boolean;
}

/** Quarters of a project's first measure in order of time; none without a window before and one after it. */
export function quartersOf(project: Project, rows: readonly ReleasedEstimate[]): readonly ProjectQuarter[] {
  const [primary] = project.measures;
  const before = project.windows.find(({ window }) => window === "before");
  const start = project.windows.find(({ window }) => window !== "before")?.from;
  if (primary === undefined || before === undefined || start === undefined) return [];
  const own = rows.filter(
    (row) =>
      row.measure === primary.measure &&
      row.instrument === primary.instrument &&
      row.area === project.id &&
      row.period_type === "quarter" &&
      row.breakdown === "none",
  );
  const periods = own.filter((row) => row.area_type === "project").map(({ period }) => period);
  return [...new Set(periods)].sort().map((period) => {
    const of = (area_type: "project" | "comparator") =>
      own.find((row) => row.area_type === area_type && row.period === period);
    const { first, last } = periodEnds("quarter", period);
    return {
      period,
      here: of("project"),
      there: of("comparator"),
      isBefore: before.from <= first && last <= before.to,
      isLater: first >= start,
    };
  });
}

/**
 * An event study of a project's first measure from released numbers alone, where it is a share: how far the gap to the
 * comparison networks lies, in each quarter, from that of the other quarters before the pilot together.
 *
 * All quarters before stand in for one reference quarter, which would shift every point by its own chance. A quarter that
 * is withheld, here or there, has no point. Intervals are those of single people (`differenceInDifferences`): networks
 * that go their own way are not in them. None without a window before, or with fewer than two quarters in it.
 * Source: Miller (2023), Journal of Economic Perspectives 37(2):203–230, on the choice of reference.
 */
export function projectQuarters(project: Project, rows: readonly ReleasedEstimate[]): readonly Quarter[] {
  const cells = quartersOf(project, rows).map(({ here, there, ...quarter }) => ({
    ...quarter,
    here: sumsOf(here),
    there: sumsOf(there),
  }));
  const from = cells.findIndex(({ isLater }) => isLater);
  if (from === -1 || cells.filter(({ isBefore }) => isBefore).length < 2) return [];
  const points = cells.map((cell, place): Quarter => {
    const since_start = place - from;
    const blank = { period: cell.period, since_start, estimate: null, lower: null, upper: null };
    const others = cells.filter(
      (one) => one.isBefore && one !== cell && one.here !== null && one.there !== null,
    );
    if (cell.here === null || cell.there === null || others.length === 0) return blank;
    const pooled = (side: "here" | "there") =>
      others.map((one) => one[side] ?? NO_SCORES).reduce(addedSums, NO_SCORES);
    const { estimate, lower, upper } = differenceInDifferences(
      { before: pooled("here"), after: cell.here },
      { before: pooled("there"), after: cell.there },
      0,
    );
    return {
      ...blank,
      estimate: roundedOrNull(estimate, DECIMALS),
      lower: lower === null ? null : roundOutwards(lower, DECIMALS, Math.floor),
      upper: upper === null ? null : roundOutwards(upper, DECIMALS, Math.ceil),
    };
  });
  return points.some(({ estimate }) => estimate !== null) ? points : [];
}

/** A share as sums of noughts and ones; null where it is not shown. */
function sumsOf(row: ReleasedEstimate | undefined): SumsOfScores | null {
  if (row?.status !== "published" || row.numerator === null || row.denominator === null) return null;
  if (row.denominator === 0 || row.numerator > row.denominator) return null;
  return { n: row.denominator, sum: row.numerator, sumOfSquares: row.numerator };
}
