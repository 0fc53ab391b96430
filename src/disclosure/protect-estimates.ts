import type { Cell } from "../measures/cell.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import type { Policy } from "./policy.ts";
import { Released, Unreleased } from "./sealed.ts";

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

/**
 * Applies a policy to every estimate: counts are withheld or rounded, proportions and their Wilson limits are worked
 * out anew from the rounded counts, means need more people than are withheld, and nothing carries more digits than shown.
 */
export function protectEstimates(
  sealed: Unreleased<readonly ExactEstimate[]>,
  policy: Policy,
): Released<readonly ReleasedEstimate[]> {
  return Released.mark(Unreleased.open(sealed).map((exact) => protectEstimate(exact, policy)));
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
      return { ...estimate, ...rounded(estimate, decimals) };
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
  const numerator = Math.min(protectCount(x, policy) ?? 0, denominator);
  const { value, lower, upper } = wilsonInterval(numerator, denominator, estimate.level ?? 0.95);
  const decimals = denominator >= policy.decimalsFrom ? 3 : 2;
  return {
    ...estimate,
    numerator,
    denominator,
    n: denominator,
    ...rounded({ value, lower, upper }, decimals),
  };
}

type Limits = Pick<Estimate, "value" | "lower" | "upper">;

function rounded({ value, lower, upper }: Limits, decimals: number): Limits {
  const round = (x: number | null) => (x === null ? null : roundHalfAway(x, decimals));
  return { value: round(value), lower: round(lower), upper: round(upper) };
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
