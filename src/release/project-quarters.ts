import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { addedSums, NO_SCORES } from "../statistics/cluster-cells.ts";
import { differenceInDifferences } from "../statistics/difference-in-differences.ts";
import type { SumsOfScores } from "../statistics/mean-interval.ts";
import type { Catalogue } from "./catalogue.ts";
import { periodEnds } from "./period-ends.ts";
import type { ProjectComparisons } from "./project-comparisons-schema.ts";

type Project = Catalogue["projects"][number];
type Quarter = ProjectComparisons["projects"][number]["quarters"][number];

/** Decimals of a difference of shares: whole percentage points. */
const DECIMALS = 2;

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
  const periods = [
    ...new Set(own.filter((row) => row.area_type === "project").map(({ period }) => period)),
  ].sort();
  const cells = periods.map((period) => {
    const of = (area_type: "project" | "comparator") =>
      sumsOf(own.find((row) => row.area_type === area_type && row.period === period));
    const { first, last } = periodEnds("quarter", period);
    return {
      period,
      here: of("project"),
      there: of("comparator"),
      isBefore: before.from <= first && last <= before.to,
      isLater: first >= start,
    };
  });
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
    const outwards = (limit: number | null, to: (x: number) => number) =>
      limit === null ? null : to(Number((limit * 10 ** DECIMALS).toFixed(6))) / 10 ** DECIMALS;
    return {
      ...blank,
      estimate: estimate === null ? null : Number(estimate.toFixed(DECIMALS)) + 0,
      lower: outwards(lower, Math.floor),
      upper: outwards(upper, Math.ceil),
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
