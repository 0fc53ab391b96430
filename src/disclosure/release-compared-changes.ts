import type { ComparedChange } from "../release/project-comparisons-schema.ts";
import { oneAgainstSeveral } from "../statistics/one-against-several.ts";
import { placeboInference } from "../statistics/placebo-inference.ts";
import { roundedOrNull, roundOutwards } from "../statistics/round-figure.ts";
import { studentCritical } from "../statistics/student-t.ts";
import type { Policy } from "./policy.ts";
import { isFew, isSmall, protectCount } from "./protect-count.ts";
import type { ReleasedEstimate } from "./protect-estimates.ts";
import { Released, Unreleased } from "./sealed.ts";

/** What a network shows in one window; exact. */
export interface ExactPlaceWindow {
  /** Numerator of a share, or sum of a mean in scaled points. */
  readonly part: number;
  /** Denominator, or number of people. */
  readonly whole: number;
  /** People or referrals behind it, in each way in which they could be told apart. */
  readonly people: readonly number[];
}

/** The first measure of a project in its comparison networks; exact. */
export interface ExactComparison {
  readonly project: string;
  readonly measure: string;
  readonly instrument: string;
  readonly kind: "share" | "mean";
  /** Decimals of scaled points. */
  readonly decimals: number;
  /** The networks that were named, each with its windows. */
  readonly networks: readonly Readonly<
    Partial<Record<ComparedChange["later"] | "before", ExactPlaceWindow>>
  >[];
}

/** Fewer networks than this say next to nothing, and their average would be that of a few. */
const FEWEST_NETWORKS = 4;
/** Decimals of a change: whole percentage points, and tenths of a score point. */
const DECIMALS = { share: 2, mean: 1 } as const;
const LEVEL = 0.95;

const REASONS = {
  project: "The figures of the project before and after the pilot cannot both be shown.",
  comparator: "The figures of the comparison networks before and after the pilot cannot both be shown.",
  few: `Fewer than four comparison networks have enough people both before and after the pilot.`,
} as const;

/**
 * Releases how much more each project's first measure changed than in its comparison networks: the estimate, its limits, and
 * how many networks lie as far from the others as the project does. No figure of a single network is released.
 *
 * A network counts only where its own figure could be published: a count that would be withheld leaves it out, whatever
 * the count is, and every other one is rounded before anything is worked out from it. So the result is the same for all
 * exact counts that round alike. Nothing is shown where a figure of the project, or of the networks together, is withheld.
 */
export function releaseComparedChanges(
  sealed: Unreleased<readonly ExactComparison[]>,
  released: Released<readonly ReleasedEstimate[]>,
  policy: Policy,
): Released<readonly ComparedChange[]> {
  const rows = released.value.filter((row) => row.period_type === "window" && row.breakdown === "none");
  return Released.mark(
    Unreleased.open(sealed).map((exact) => {
      const at = (area_type: "project" | "comparator", period: string) =>
        shownFigure(
          rows.find(
            (row) =>
              row.area_type === area_type &&
              row.area === exact.project &&
              row.period === period &&
              row.measure === exact.measure &&
              row.instrument === exact.instrument,
          ),
          exact.kind,
        );
      return releaseOne(exact, at, policy);
    }),
  );
}

/** A figure that is, or could be, published, of how many records, and how much single records vary; null if not known. */
interface Figure {
  readonly value: number;
  readonly n: number;
  readonly variance: number | null;
}
/** A figure before and after. */
interface Pair {
  readonly before: Figure;
  readonly after: Figure;
}
type FigureAt = (area_type: "project" | "comparator", period: string) => Figure | null;

function releaseOne(exact: ExactComparison, at: FigureAt, policy: Policy): ComparedChange {
  const { project, measure, instrument, kind, networks } = exact;
  const later = at("project", "after") === null ? "during" : "after";
  const none: ComparedChange = {
    project,
    measure,
    instrument,
    kind,
    later,
    status: "not_shown",
    reason: "",
    estimate: null,
    lower: null,
    upper: null,
    level: LEVEL,
    networks: 0,
    left_out: 0,
    as_far: null,
    may_claim: false,
  };
  const [ownBefore, ownAfter] = [at("project", "before"), at("project", later)];
  if (ownBefore === null || ownAfter === null) return { ...none, reason: REASONS.project };
  if (at("comparator", "before") === null || at("comparator", later) === null) {
    return { ...none, reason: REASONS.comparator };
  }
  const own = ownAfter.value - ownBefore.value;
  const pairs = networks.flatMap((windows) => {
    const before = placeFigure(windows.before, exact, policy);
    const after = placeFigure(windows[later], exact, policy);
    return before === null || after === null ? [] : [{ before, after }];
  });
  const changes = pairs.map(({ before, after }) => after.value - before.value);
  const counted = { ...none, networks: changes.length, left_out: networks.length - changes.length };
  if (changes.length < FEWEST_NETWORKS) return { ...counted, reason: REASONS.few };
  const spread = oneAgainstSeveral(own, changes, {
    level: LEVEL,
    extraVariance: extraVariance({ before: ownBefore, after: ownAfter }, pairs),
  });
  const rank = placeboInference([own], changes, LEVEL);
  const decimals = DECIMALS[kind];
  return {
    ...counted,
    status: "published",
    estimate: roundedOrNull(spread.estimate, decimals),
    lower: spread.lower === null ? null : roundOutwards(spread.lower, decimals, Math.floor),
    upper: spread.upper === null ? null : roundOutwards(spread.upper, decimals, Math.ceil),
    // The share of all places counts the project itself.
    as_far: rank.p === null ? null : Math.round(rank.p * (changes.length + 1)) - 1,
    may_claim: rank.mayClaim,
  };
}

/**
 * By how much the project's change varies more than a network's by the chance of single records: the variance of a record
 * over their number, before plus after, less the same of the networks on average. The variance of a share of p is
 * p (1 − p); records of networks' averages are taken to vary as the project's do. From released or rounded numbers; 0
 * where the project's varies no more.
 */
function extraVariance(own: Pair, pairs: readonly Pair[]): number {
  const chance = ({ before, after }: Pair) =>
    (before.variance ?? own.before.variance ?? 0) / before.n +
    (after.variance ?? own.after.variance ?? 0) / after.n;
  const theirs = pairs.reduce((sum, pair) => sum + chance(pair), 0) / pairs.length;
  return Math.max(0, chance(own) - theirs);
}

/** A network's figure as it would be published; null where it would not. */
function placeFigure(
  window: ExactPlaceWindow | undefined,
  { kind, decimals }: ExactComparison,
  policy: Policy,
): Figure | null {
  if (window === undefined || window.whole === 0) return null;
  const { part, whole, people } = window;
  const denominator = protectCount(whole, policy) ?? 0;
  if (denominator === 0) return null;
  if (kind === "mean") {
    const few = isFew(whole, policy) || people.some((count) => isFew(count, policy));
    const value = roundedOrNull(part / whole / 10 ** decimals, Math.max(1, decimals));
    return few || value === null ? null : { value, n: denominator, variance: null };
  }
  const counts = [part, whole, whole - part, ...people];
  if (counts.some((count) => isSmall(count, policy))) return null;
  const share = (protectCount(part, policy) ?? 0) / denominator;
  return { value: share, n: denominator, variance: share * (1 - share) };
}

/** A figure of the project as released; a share from its rounded counts, so that it is rounded as the networks' are. */
function shownFigure(row: ReleasedEstimate | undefined, kind: ExactComparison["kind"]): Figure | null {
  if (row?.status !== "published" || row.value === null) return null;
  const { numerator, denominator, value, n, lower, upper } = row;
  if (kind === "share" && numerator !== null && denominator !== null && denominator > 0) {
    const share = numerator / denominator;
    return { value: share, n: denominator, variance: share * (1 - share) };
  }
  const people = n ?? 0;
  if (people < 2 || lower === null || upper === null)
    return { value, n: Math.max(1, people), variance: null };
  const half = (upper - lower) / 2 / studentCritical(people - 1, row.level ?? LEVEL);
  return { value, n: people, variance: half ** 2 * people };
}
