import { consistentCounts, countsRoundingTo } from "../statistics/consistent-counts.ts";
import type { ExactFunnel } from "./exact-funnel.ts";
import type { FunnelCentre, PlacedValue } from "./funnel-verdict.ts";
import type { Policy } from "./policy.ts";
import type { ReleasedEstimate } from "./protect-estimates.ts";

/** A released point, and all that its figures may stand for. */
export interface FunnelUnit extends PlacedValue {
  readonly area: string;
  /** The released share or rate with all its digits; other figures as released. */
  readonly ratio: number;
  readonly barred: "few_followed" | "follow_up_unknown" | undefined;
  readonly expected: number | null;
  /** Variance that rounding adds, as a multiple of that of chance. */
  noise(centre: FunnelCentre): number;
  may(centre: FunnelCentre): readonly PlacedValue[];
}

/** The point of a released estimate. `barred` says why it is given no verdict. */
export function releasedUnit(
  row: ReleasedEstimate,
  { kind, per, decimals }: ExactFunnel,
  policy: Policy,
  barred: FunnelUnit["barred"],
): FunnelUnit {
  const value = row.value ?? 0;
  const [x, n] = [row.numerator ?? 0, row.denominator ?? 0];
  // Of a number rounded to the nearest of so many, or of so many decimals.
  const [ofCounts, ofValue] = [(policy.roundTo ** 2 - 1) / 12, 10 ** (-2 * decimals) / 12];
  const noise = ({ target, within }: FunnelCentre): number => {
    if (kind === "share") return (ofCounts * (1 + target ** 2)) / (n * target * (1 - target));
    return kind === "mean" ? (ofValue * (row.n ?? 0)) / within ** 2 : (ofCounts * per) / (n * target);
  };
  const unit = (size: number, may: readonly PlacedValue[]): FunnelUnit => ({
    area: row.area,
    ratio: kind === "share" ? x / n : kind === "rate" ? (x / n) * per : value,
    value,
    size,
    barred,
    expected: null,
    noise,
    may: () => may,
  });
  switch (kind) {
    case "share":
      return unit(
        n,
        consistentCounts({ x, n }, policy).map((pair) => ({ value: pair.x / pair.n, size: pair.n })),
      );
    case "mean": {
      const size = row.n ?? 0;
      const half = policy.roundTo > 1 ? 0.5 / 10 ** decimals : 0;
      const sizes = countsRoundingTo(size, policy).filter((count) => count > 0);
      return unit(
        size,
        sizes.flatMap((count) => [value - half, value + half].map((one) => ({ value: one, size: count }))),
      );
    }
    case "rate":
      return unit(
        n,
        countsRoundingTo(x, policy).map((count) => ({ value: (count / n) * per, size: n })),
      );
  }
}
