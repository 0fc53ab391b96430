import type { Cell } from "../measures/cell.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { roundedWilson } from "../statistics/rounded-wilson.ts";
import type { Policy } from "./policy.ts";
import { Released, Unreleased } from "./sealed.ts";
import { siblingsToWithhold } from "./withhold-siblings.ts";

/** How an estimate is protected: by its kind. */
export type EstimateKind = "count" | "proportion" | "mean" | "band" | "published";

/** An exact estimate of a cell, before disclosure control. */
export type ExactEstimate = Cell &
  Estimate & {
    readonly kind: EstimateKind;
    /** Decimals to which the value and its limits are shown; proportions follow the policy. */
    readonly decimals: number;
  };

/** An estimate as published. */
export type ReleasedEstimate = Cell & Estimate;

const WITHHELD_NOTE = "Withheld: it would tell of fewer people than may be shown.";
const SIBLING_NOTE = "Withheld so that another figure cannot be worked out.";
const ROUNDED_NOTE = "Worked out from rounded numbers of few people: the interval allows for the rounding.";

/** Below this released denominator a share says that it was worked out from rounded numbers. */
const FEW_PEOPLE = 50;

/**
 * Applies a policy to every estimate: counts are withheld or rounded, proportions are worked out anew from the rounded
 * counts with limits that allow for the rounding, means need more people than are withheld and a spread, and nothing
 * carries more digits than shown. A group is withheld too where it would give a withheld one of its table away.
 */
export function protectEstimates(
  sealed: Unreleased<readonly ExactEstimate[]>,
  policy: Policy,
): Released<readonly ReleasedEstimate[]> {
  const all = Unreleased.open(sealed);
  const isSibling = siblingsToWithhold(all, policy.withholdUpTo);
  const unspread = cellsWithoutSpread(all, policy);
  return Released.mark(
    all.map((exact) => {
      const released = protectEstimate(exact, policy);
      if (released.status !== "published") return released;
      if (isSibling(exact)) return hidden(released, "withheld", SIBLING_NOTE, policy);
      return isMean(exact) && unspread.has(cellKey(exact))
        ? hidden(released, "withheld", WITHHELD_NOTE, policy)
        : released;
    }),
  );
}

/**
 * Cells where a mean is the score, or the change, of every single person in it. All means of the cell are withheld:
 * that before, that after, the change and the change expected can be worked out from each other.
 */
function cellsWithoutSpread(estimates: readonly ExactEstimate[], policy: Policy): ReadonlySet<string> {
  const cells = new Set<string>();
  if (policy.withholdUpTo === 0) return cells;
  for (const estimate of estimates) {
    const { kind, status, value, lower } = estimate;
    if (kind === "mean" && status === "published" && value !== null && lower === null) {
      cells.add(cellKey(estimate));
    }
  }
  return cells;
}

const isMean = ({ kind }: ExactEstimate): boolean => kind === "mean" || kind === "band";

function cellKey(cell: Cell): string {
  const { instrument, area_type, area, period_type, period, breakdown, category } = cell;
  return [instrument, area_type, area, period_type, period, breakdown, category].join("|");
}

/** True where a number of people must not be shown: from 1 to the policy's threshold. */
export const isSmall = (count: number, policy: Policy): boolean => count >= 1 && count <= policy.withholdUpTo;

/** A count as shown: null where withheld, else rounded. */
export function protectCount(count: number, policy: Policy): number | null {
  if (isSmall(count, policy)) return null;
  return Math.round(count / policy.roundTo) * policy.roundTo;
}

function protectEstimate(exact: ExactEstimate, policy: Policy): ReleasedEstimate {
  const { kind, decimals, ...estimate } = exact;
  if (estimate.status !== "published" && kind !== "count")
    return hidden(estimate, estimate.status, estimate.note, policy);
  switch (kind) {
    case "published":
      return {
        ...estimate,
        ...rounded(estimate, decimals),
        numerator: roundedOrNull(estimate.numerator, decimals),
        denominator: roundedOrNull(estimate.denominator, 0),
      };
    case "count": {
      const count = protectCount(estimate.value ?? 0, policy);
      if (count === null) return hidden(estimate, "withheld", WITHHELD_NOTE, policy);
      return { ...estimate, value: count, n: count };
    }
    case "proportion":
      return protectProportion(estimate, policy);
    case "mean":
    case "band": {
      if (isSmall(estimate.n ?? 0, policy)) return hidden(estimate, "withheld", WITHHELD_NOTE, policy);
      return { ...estimate, n: protectCount(estimate.n ?? 0, policy), ...rounded(estimate, decimals) };
    }
  }
}

function protectProportion(estimate: ReleasedEstimate, policy: Policy): ReleasedEstimate {
  const x = estimate.numerator ?? 0;
  const n = estimate.denominator ?? 0;
  if ([x, n, n - x].some((count) => isSmall(count, policy)))
    return hidden(estimate, "withheld", WITHHELD_NOTE, policy);
  const denominator = protectCount(n, policy) ?? 0;
  const numerator = protectCount(x, policy) ?? 0;
  const { roundTo, withholdUpTo } = policy;
  const level = estimate.level ?? 0.95;
  const share = roundedWilson({ x: numerator, n: denominator, roundTo, withholdUpTo, level });
  const decimals = denominator >= policy.decimalsFrom ? 3 : 2;
  return {
    ...estimate,
    numerator,
    denominator,
    n: denominator,
    value: roundedOrNull(share.value, decimals),
    lower: share.lower === null ? null : roundOutwards(share.lower, decimals, Math.floor),
    upper: share.upper === null ? null : roundOutwards(share.upper, decimals, Math.ceil),
    note: roundTo > 1 && denominator < FEW_PEOPLE ? `${estimate.note} ${ROUNDED_NOTE}`.trim() : estimate.note,
  };
}

type Limits = Pick<Estimate, "value" | "lower" | "upper">;

function rounded({ value, lower, upper }: Limits, decimals: number): Limits {
  return {
    value: roundedOrNull(value, decimals),
    lower: roundedOrNull(lower, decimals),
    upper: roundedOrNull(upper, decimals),
  };
}

const roundedOrNull = (x: number | null, decimals: number): number | null =>
  x === null ? null : roundHalfAway(x, decimals);

/** Rounds a limit away from the value, so that the interval shown holds the one worked out. */
function roundOutwards(limit: number, decimals: number, to: (x: number) => number): number {
  const scale = 10 ** decimals;
  const nearest = Math.round(limit * scale);
  // A limit that is a multiple already may miss it by the last bit, as 0.29 × 100 does.
  return (Math.abs(nearest - limit * scale) < 1e-9 ? nearest : to(limit * scale)) / scale;
}

/** Rounds as people do: a half goes away from zero; never −0. */
function roundHalfAway(x: number, decimals: number): number {
  const scale = 10 ** decimals;
  const scaled = Math.abs(x) * scale;
  const nearest = Math.round(scaled + Number.EPSILON * scaled);
  return nearest === 0 ? 0 : (Math.sign(x) * nearest) / scale;
}

function hidden(
  estimate: ReleasedEstimate,
  status: Estimate["status"],
  note: string,
  policy: Policy,
): ReleasedEstimate {
  const people = estimate.n ?? 0;
  const show = status === "too_few" && !isSmall(people, policy) ? protectCount(people, policy) : null;
  return {
    ...estimate,
    numerator: null,
    denominator: null,
    n: show,
    value: null,
    lower: null,
    upper: null,
    level: null,
    status: isSmall(people, policy) ? "withheld" : status,
    note: isSmall(people, policy) ? WITHHELD_NOTE : note,
  };
}
