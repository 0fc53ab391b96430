import type { Policy } from "../../src/disclosure/policy.ts";
import type { ComparePage } from "../../src/release/catalogue.ts";
import { consistentCounts } from "../../src/statistics/consistent-counts.ts";

type Side = Pick<ComparePage["funnels"][number], "centre" | "tau_all" | "points">;
type Range = readonly [lower: number, upper: number];

/** Half a last place of the centre and of the standard deviation between networks, as printed. */
const HALF = { centre: 0.0005, spread: 0.0005 };

/** What an attacker holds against a funnel of shares of which one network is withheld. */
export interface FunnelAttack {
  readonly funnel: Side;
  /** Released counts of the networks shown. */
  readonly shown: readonly { readonly x: number; readonly n: number }[];
  /** People of the withheld network, as another figure of it prints them. */
  readonly people: readonly number[];
  readonly policy: Policy;
}

/**
 * The numerators that the withheld network may have, for a reader who takes the centre and the variance between networks
 * to be those of all networks: interval arithmetic over every count that rounds to a shown one, so that nothing that fits
 * is left out.
 */
export function possibleNumerators({ funnel, shown, people, policy }: FunnelAttack): readonly number[] {
  const pairs = shown.map((one) => consistentCounts(one, policy));
  const { centre, tau_all: spread } = funnel;
  if (centre === null) return Array.from({ length: Math.max(...people) + 1 }, (_, x) => x);
  const targets: Range = [Math.max(1e-9, centre - HALF.centre), centre + HALF.centre];
  const squares = pairs.map((own) => rangeOf(own.map(({ x, n }) => squared(x, n, targets))));
  const [xs, ns] = [pairs.map((own) => own.map(({ x }) => x)), pairs.map((own) => own.map(({ n }) => n))];
  const found = new Set<number>();
  for (const n of people) {
    for (let x = 0; x <= n; x += 1) {
      if (found.has(x)) continue;
      const [share, all] = [sumOf([...xs.map(ends), [x, x]]), sumOf([...ns.map(ends), [n, n]])];
      if (share[0] / all[1] > targets[1] || share[1] / all[0] < targets[0]) continue;
      if (spread === null || fits(spread, [...squares, squared(x, n, targets)], [...ns.map(ends), [n, n]]))
        found.add(x);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Whether squared distances of networks of these sizes can give the standard deviation between them that is printed. */
function fits(spread: number, squares: readonly Range[], sizes: readonly Range[]): boolean {
  const total = sumOf(squares);
  const units = squares.length;
  // Weights 4n, and what is taken off for the uneven ones.
  const weight = (at: 0 | 1) => {
    const own = sizes.map((size) => 4 * size[at]);
    const sum = own.reduce((all, one) => all + one, 0);
    return sum - own.reduce((all, one) => all + one * one, 0) / sum;
  };
  const least = spread <= HALF.spread ? 0 : (spread - HALF.spread) ** 2 * weight(0) + units - 1;
  const most = (spread + HALF.spread) ** 2 * weight(1) + units - 1;
  return total[1] >= least && total[0] <= most;
}

/** Square of the distance of a share from the centre in standard errors, on the arcsine scale. */
function squared(x: number, n: number, targets: Range): Range {
  const angle = (share: number) => Math.asin(Math.sqrt(Math.min(1, share)));
  const scores = targets.map((target) => (angle(x / n) - angle(target)) * 2 * Math.sqrt(n));
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const both = [low * low, high * high];
  return [low <= 0 && high >= 0 ? 0 : Math.min(...both), Math.max(...both)];
}

const ends = (values: readonly number[]): Range => [Math.min(...values), Math.max(...values)];
const rangeOf = (ranges: readonly Range[]): Range => [
  Math.min(...ranges.map(([low]) => low)),
  Math.max(...ranges.map(([, high]) => high)),
];
const sumOf = (ranges: readonly Range[]): Range =>
  ranges.reduce(([low, high], one) => [low + one[0], high + one[1]] as const, [0, 0] as const);
