import type { ComparedChange } from "../release/project-comparisons-schema.ts";
import { oneAgainstSeveral } from "../statistics/one-against-several.ts";
import { placeboInference } from "../statistics/placebo-inference.ts";
import type { Policy } from "./policy.ts";
import { isFew, isSmall, protectCount } from "./protect-count.ts";
import type { ReleasedEstimate } from "./protect-estimates.ts";
import { roundedOrNull, roundOutwards } from "./round-figure.ts";
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
        shownValue(
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

type ValueAt = (area_type: "project" | "comparator", period: string) => number | null;

function releaseOne(exact: ExactComparison, at: ValueAt, policy: Policy): ComparedChange {
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
  const change = (area_type: "project" | "comparator") => {
    const [before, after] = [at(area_type, "before"), at(area_type, later)];
    return before === null || after === null ? null : after - before;
  };
  const own = change("project");
  if (own === null) return { ...none, reason: REASONS.project };
  if (change("comparator") === null) return { ...none, reason: REASONS.comparator };
  const changes = networks.flatMap((windows) => {
    const before = placeValue(windows.before, exact, policy);
    const after = placeValue(windows[later], exact, policy);
    return before === null || after === null ? [] : [after - before];
  });
  const counted = { ...none, networks: changes.length, left_out: networks.length - changes.length };
  if (changes.length < FEWEST_NETWORKS) return { ...counted, reason: REASONS.few };
  const spread = oneAgainstSeveral(own, changes, LEVEL);
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

/** A network's figure as it would be published; null where it would not. */
function placeValue(
  window: ExactPlaceWindow | undefined,
  { kind, decimals }: ExactComparison,
  policy: Policy,
): number | null {
  if (window === undefined || window.whole === 0) return null;
  const { part, whole, people } = window;
  if (kind === "mean") {
    const few = isFew(whole, policy) || people.some((count) => isFew(count, policy));
    return few ? null : roundedOrNull(part / whole / 10 ** decimals, Math.max(1, decimals));
  }
  const counts = [part, whole, whole - part, ...people];
  if (counts.some((count) => isSmall(count, policy))) return null;
  const [numerator, denominator] = [protectCount(part, policy) ?? 0, protectCount(whole, policy) ?? 0];
  return denominator === 0 ? null : numerator / denominator;
}

/** A share from its rounded counts, so that it has no more rounding than the networks' have. */
function shownValue(row: ReleasedEstimate | undefined, kind: ExactComparison["kind"]): number | null {
  if (row?.status !== "published" || row.value === null) return null;
  const { numerator, denominator, value } = row;
  return kind === "share" && numerator !== null && denominator !== null && denominator > 0
    ? numerator / denominator
    : value;
}
