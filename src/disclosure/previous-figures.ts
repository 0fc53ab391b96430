import { type CountRounding, countsRoundingTo } from "../statistics/consistent-counts.ts";
import { roundCount } from "../statistics/round-count.ts";
import { rounded } from "../statistics/round-figure.ts";
import {
  type CountRange,
  cellAndMethod,
  mostFew,
  type PeopleFigure,
  peopleFigures,
  peopleRounding,
  shownRange,
} from "./people-figures.ts";
import { type Policy, policies } from "./policy.ts";
import type { ExactEstimate, ReleasedEstimate } from "./protect-estimates.ts";

/** A release that its readers already have. */
export interface EarlierRelease {
  readonly id: string;
  /** Null where it is not told: that of now, if every count fits it, else none. */
  readonly policy: Policy | null;
  readonly estimates: readonly ReleasedEstimate[];
}

/** What readers of the earlier release take a count to be, if they take it as unchanged; it holds the exact one. */
export interface KnownCount extends CountRange {
  readonly figure: PeopleFigure;
}

/** What an earlier release means for this one. All go by the index of the estimate. */
export interface PreviousFigures {
  /** Why an estimate has to be withheld now. */
  readonly withhold: ReadonlyMap<number, string>;
  /** Counts shown then that may still hold: to be added to what readers know. */
  readonly knowledge: ReadonlyMap<number, readonly KnownCount[]>;
  /** Means and quantiles shown then as they are now, of people who may be the same: withheld now, they are out already. */
  readonly unchanged: ReadonlySet<number>;
}

/** Kinds whose value tells of the people added, where the number of people is known before and after. */
const DESCRIBING: ReadonlySet<ExactEstimate["kind"]> = new Set([
  "mean",
  "band",
  "quantile",
  "staff_mean",
  "staff_quantile",
  "staff_rate",
  "staff_curve",
]);

const MEAN_REASON =
  "shown in the earlier release too, and changed: of the few people by whom the two may differ, the figure could be worked out";
const COUNT_REASON =
  "shown in the earlier release too: the two surely differ by fewer people than may be shown";

/**
 * Sets an earlier release beside the exact estimates of a new one, cell by cell, as a reader would who has both:
 *
 * - a count shown then, whose range holds the exact count of now, is known to be in that range (`knowledge`);
 * - a mean or quantile shown in both is withheld where it changed and the number of people may differ by 1 to
 *   one less than `describedFrom` (of staff, than `fewest`): with both, a reader could work out that of the few.
 *   Numbers of people are taken as known exactly;
 * - a count shown in both is withheld where the two surely differ by 1 to `withholdUpTo`, a share also for its rest.
 *
 * Cells are the same where measure, instrument, area, period, group and method are. Differences between cells that are
 * not the same, bands of staff and capacity are not looked at. Takes time in proportion to the number of estimates.
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, chapter 4 (linked tables).
 */
export function previousFigures(
  exact: readonly ExactEstimate[],
  earlier: EarlierRelease,
  policy: Policy,
): PreviousFigures {
  const rows = new Map(earlier.estimates.map((row) => [cellAndMethod(row), row]));
  const pairs = exact.flatMap((estimate, index) => {
    const row = rows.get(cellAndMethod(estimate));
    return row === undefined || estimate.kind === "published" ? [] : [{ index, estimate, row }];
  });
  const before = earlier.policy ?? (pairs.every((pair) => fits(pair, policy)) ? policy : policies.none);
  const withhold = new Map<number, string>();
  const knowledge = new Map<number, readonly KnownCount[]>();
  const unchanged = new Set<number>();
  for (const { index, estimate, row } of pairs) {
    const counts = comparedCounts(estimate, row, before, policy);
    const known = counts.flatMap(({ figure, count, was }) =>
      was !== undefined && was.lower <= count && count <= was.upper ? [{ figure, ...was }] : [],
    );
    if (known.length > 0) knowledge.set(index, known);
    if (DESCRIBING.has(estimate.kind)) {
      if (row.status !== "published" || estimate.status !== "published") continue;
      const changed = hasChanged(estimate, row, counts[0]);
      if (!changed && known.length > 0) unchanged.add(index);
      if (changed && mayDifferByFew(counts[0], mostFew(estimate.kind, policy)))
        withhold.set(index, MEAN_REASON);
    } else {
      const { withholdUpTo } = peopleRounding(estimate.kind, policy);
      const few = [...counts, ...restOf(counts)].some((one) => surelyDifferByFew(one, withholdUpTo));
      if (few) withhold.set(index, COUNT_REASON);
    }
  }
  return { withhold, knowledge, unchanged };
}

/** A number of people in both releases. */
interface ComparedCount {
  readonly figure: PeopleFigure;
  readonly count: number;
  /** What the earlier figure may stand for; undefined where none was shown. */
  readonly was: CountRange | undefined;
  /** What the figure of now may stand for; undefined where it is too small to be shown. */
  readonly now: CountRange | undefined;
}

function comparedCounts(
  estimate: ExactEstimate,
  row: ReleasedEstimate,
  before: Policy,
  policy: Policy,
): readonly ComparedCount[] {
  const rounding = peopleRounding(estimate.kind, policy);
  return peopleFigures[estimate.kind].flatMap((figure) => {
    const count = estimate[figure];
    if (count === null) return [];
    const was = shownRange(row[figure], peopleRounding(estimate.kind, before));
    const now = shownRange(shownCount(count, rounding), rounding);
    const isSum = (at: Policy) => figure === "value" && isSumOfParts(estimate, at);
    return [{ figure, count, was: isSum(before) ? undefined : was, now: isSum(policy) ? undefined : now }];
  });
}

/** What such a sum may stand for depends on the numbers it is the sum of: it is not looked at. */
const isSumOfParts = ({ measure, area_type }: ExactEstimate, { totals }: Policy): boolean =>
  totals === "sum of parts" && measure === "referrals" && area_type === "programme";

const shownCount = (count: number, rounding: CountRounding): number | null =>
  count >= 1 && count <= rounding.withholdUpTo ? null : roundCount(count, rounding);

/** Whether a reader sees another value, limit or number of people than then. */
function hasChanged(
  estimate: ExactEstimate,
  row: ReleasedEstimate,
  people: ComparedCount | undefined,
): boolean {
  const { value, lower, upper } = rounded(estimate, estimate.decimals);
  const isOther =
    people?.now !== undefined && row.n !== null && (row.n < people.now.lower || row.n > people.now.upper);
  return isOther || value !== row.value || lower !== row.lower || upper !== row.upper;
}

/** Where the earlier number of people was not shown, it may have been any. */
function mayDifferByFew(people: ComparedCount | undefined, few: number): boolean {
  if (people === undefined || few < 1) return false;
  if (people.was === undefined) return true;
  const { lower, upper } = people.was;
  const most = { more: people.count - lower, fewer: upper - people.count };
  return (most.more >= 1 && -most.fewer <= few) || (most.fewer >= 1 && -most.more <= few);
}

function surelyDifferByFew({ was, now }: Pick<ComparedCount, "was" | "now">, few: number): boolean {
  if (was === undefined || now === undefined) return false;
  const least = now.lower - was.upper;
  const most = now.upper - was.lower;
  return (least >= 1 && most <= few) || (most <= -1 && least >= -few);
}

/** Those of a proportion who are not counted. */
function restOf([part, whole]: readonly ComparedCount[]): readonly Pick<ComparedCount, "was" | "now">[] {
  if (part?.figure !== "numerator" || whole?.figure !== "denominator") return [];
  const less = (all: CountRange | undefined, some: CountRange | undefined): CountRange | undefined =>
    all === undefined || some === undefined
      ? undefined
      : { lower: Math.max(0, all.lower - some.upper), upper: all.upper - some.lower };
  return [{ was: less(whole.was, part.was), now: less(whole.now, part.now) }];
}

/** Whether every number of people shown then is one that a policy could show. */
function fits(
  { estimate, row }: { readonly estimate: ExactEstimate; readonly row: ReleasedEstimate },
  policy: Policy,
): boolean {
  const rounding = peopleRounding(estimate.kind, policy);
  return peopleFigures[estimate.kind].every((figure) => {
    const shown = row[figure];
    return shown === null || countsRoundingTo(shown, rounding).length > 0;
  });
}
