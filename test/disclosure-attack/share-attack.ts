import type { Policy } from "../../src/disclosure/policy.ts";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { cellKey, type Win } from "./released-cells.ts";

/** What an outsider knows of a policy: it is printed on every site. */
export type Printed = Pick<
  Policy,
  "withholdUpTo" | "describedFrom" | "roundTo" | "rounding" | "decimalsFrom"
>;

/** A count rounded as the policy says. */
export function roundedAs(count: number, { roundTo, rounding }: Printed): number {
  if (rounding === "nearest") return Math.floor(count / roundTo + 0.5) * roundTo;
  return count === 0 ? 0 : Math.ceil(count / roundTo) * roundTo - Math.floor(roundTo / 2);
}

/** All counts that may have been printed as this one. */
export function countsBehind(printed: number, policy: Printed): readonly number[] {
  const counts: number[] = [];
  for (let count = Math.max(0, printed - policy.roundTo); count <= printed + policy.roundTo; count++) {
    if (count > 0 && count <= policy.withholdUpTo) continue;
    if (roundedAs(count, policy) === printed) counts.push(count);
  }
  return counts;
}

const Z = 1.959963984540054;

function wilson(x: number, n: number): readonly [number, number] {
  const centre = (x + Z ** 2 / 2) / (n + Z ** 2);
  const half = (Z / (n + Z ** 2)) * Math.sqrt((x * (n - x)) / n + Z ** 2 / 4);
  return [x === 0 ? 0 : centre - half, x === n ? 1 : centre + half];
}

/**
 * Looks for shares whose printed value, limits and counts leave one pair of counts only, or tell for certain that those
 * counted, or those not counted, are too few to be shown. A value that is not the ratio of the printed counts, and
 * limits inside those that rounding allows for, must come from the true counts, and so tell of them.
 */
export function shareAttack(rows: readonly ReleasedEstimate[], policy: Printed): readonly Win[] {
  return rows.flatMap((row): Win[] => {
    const { numerator, denominator, value, status, method } = row;
    if (method !== "wilson" || status !== "published") return [];
    if (numerator === null || denominator === null || value === null || denominator === 0) return [];
    const pairs = pairsBehind(row, numerator, denominator, value, policy);
    const few = (count: number) => count >= 1 && count <= policy.withholdUpTo;
    const win = (what: string): Win[] => [{ attack: "share", cell: `${row.measure} ${cellKey(row)}`, what }];
    if (pairs.length === 0) return win("no pair of counts gives what is printed");
    if (pairs.length === 1 && policy.roundTo > 1) return win(`is ${pairs[0]?.x} of ${pairs[0]?.n}`);
    if (pairs.every(({ x }) => few(x))) return win("counted are surely few");
    if (pairs.every(({ x, n }) => few(n - x))) return win("not counted are surely few");
    return [];
  });
}

function pairsBehind(
  { lower, upper }: ReleasedEstimate,
  numerator: number,
  denominator: number,
  value: number,
  policy: Printed,
): readonly { readonly x: number; readonly n: number }[] {
  const { withholdUpTo } = policy;
  const all = countsBehind(denominator, policy).flatMap((n) =>
    countsBehind(numerator, policy)
      .filter((x) => x <= n && (n === x || n - x > withholdUpTo))
      .map((x) => ({ x, n })),
  );
  const decimals = decimalsOf(value, denominator, policy);
  const half = 0.5 * 10 ** -decimals + 1e-9;
  const isOfPrinted = Math.abs(value - numerator / denominator) <= half;
  const byValue = isOfPrinted ? all : all.filter(({ x, n }) => Math.abs(x / n - value) <= half);
  if (lower === null || upper === null) return byValue;
  // Limits as wide as the widest of all pairs tell nothing of which it is.
  const limits = all.map(({ x, n }) => wilson(x, n));
  const least = Math.min(...limits.map(([from]) => from));
  const most = Math.max(...limits.map(([, to]) => to));
  const step = 10 ** -decimals + 1e-9;
  if (lower <= least + 1e-9 && upper >= most - 1e-9) return byValue;
  return byValue.filter(({ x, n }) => {
    const [from, to] = wilson(x, n);
    return Math.abs(from - lower) <= step && Math.abs(to - upper) <= step;
  });
}

/** Decimals of a share as printed: those that the policy gives its denominator, or more where there are more. */
function decimalsOf(value: number, denominator: number, { decimalsFrom }: Printed): number {
  const printed = String(value).split(".")[1]?.length ?? 0;
  return Math.max(printed, denominator >= decimalsFrom ? 3 : 2);
}
