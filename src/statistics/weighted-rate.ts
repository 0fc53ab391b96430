/** A kind of case that counts for more, and how many of the cases are of it, at least and at most. */
export interface WeightedKind {
  /** What one such case counts for beyond 1, from 0. */
  readonly extra: number;
  readonly count: number;
  readonly least: number;
  readonly most: number;
}

/** A rate of cases and its limits. */
export interface CaseRate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * A rate of cases in which some count for more: rate × w, where w = 1 + Σ extraₖ countₖ ÷ cases is the average weight.
 *
 * Its limits are Dobson's: those of the rate, further from it by √(Σ wᵢ² cases) ÷ Σ wᵢ, which is never less than 1. How
 * many cases are of two kinds at once is not known, so the most that can be is taken, and the limits are never too narrow for
 * that; they are taken with the least and the most that every count may be. `cases` are all of them, from 1, at least and at most.
 * Throws a RangeError without cases, or where an extra weight is below 0.
 * Source: Dobson, Kuulasmaa, Eberle and Scherer (1991), Statistics in Medicine 10:457–462.
 */
export function weightedRate(
  rate: CaseRate,
  cases: Pick<WeightedKind, "count" | "least" | "most">,
  kinds: readonly WeightedKind[],
): CaseRate {
  if (!(cases.least >= 1) || kinds.some(({ extra }) => !(extra >= 0))) {
    throw new RangeError("Weights are from 0, and there must be a case to weigh.");
  }
  const weight = (of: (kind: WeightedKind) => number, among: number) =>
    1 + kinds.reduce((sum, kind) => sum + kind.extra * Math.min(1, of(kind) / among), 0);
  const share = ({ most }: WeightedKind) => Math.min(1, most / cases.least);
  const square = kinds.reduce(
    (sum, kind, at) =>
      sum +
      (2 * kind.extra + kind.extra ** 2) * share(kind) +
      2 *
        kinds
          .slice(at + 1)
          .reduce((all, other) => all + kind.extra * other.extra * Math.min(share(kind), share(other)), 0),
    1,
  );
  const [value, low, high] = [
    weight(({ count }) => count, cases.count),
    weight(({ least }) => least, cases.most),
    weight(({ most }) => most, cases.least),
  ];
  const wider = Math.max(1, Math.sqrt(square) / low);
  return {
    value: rate.value * value,
    lower: Math.max(0, low * (rate.value - (rate.value - rate.lower) * wider)),
    upper: high * (rate.value + (rate.upper - rate.value) * wider),
  };
}
