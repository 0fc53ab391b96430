import { exactInteger, exactRatio, type WholeNumber } from "./exact-integer.ts";
import { fQuantile } from "./f-quantile.ts";
import { upperTail } from "./upper-tail.ts";

/** What a query returns for the items of a scale; answers are whole numbers, reversed items already turned. */
export interface ItemSums {
  /** People who answered every item; nobody else is in any of the sums. */
  readonly n: WholeNumber;
  /** Σx of each item. */
  readonly sums: readonly WholeNumber[];
  /** Σxy of each pair of items, as a full square: Σx² on the diagonal. */
  readonly products: readonly (readonly WholeNumber[])[];
}

/** How far the items of a scale go together; null where a part is not defined. */
export interface CronbachAlpha {
  readonly n: number;
  readonly items: number;
  readonly alpha: number | null;
  /** Feldt's limits. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** Alpha of items scaled to one spread; null where an item has none. */
  readonly standardised: number | null;
  /** Alpha of the other items, for each item; null of fewer than two others. */
  readonly withoutItem: readonly (number | null)[];
  /** Correlation of each item with the sum of the others. */
  readonly itemRest: readonly (number | null)[];
  readonly reason: "too_few_people" | "one_item" | "no_variation" | null;
}

/**
 * Cronbach's alpha k/(k − 1) · (1 − Σ sᵢ² ÷ s²) from sums over people who answered every item, with Feldt's interval
 * 1 − (1 − α) F, F with n − 1 and (n − 1)(k − 1) degrees of freedom.
 *
 * Never put person-mean-imputed answers in: they raise alpha. Alpha speaks of this group of people and may be below
 * 0. Fewer than two people or items, or totals that are all equal, give nulls and a reason; alpha of 1 has no
 * interval. Throws a RangeError where the sums cannot belong together.
 * Sources: Cronbach (1951), Psychometrika 16:297–334; Feldt (1965), Psychometrika 30:357–370.
 */
export function cronbachAlpha(given: ItemSums, level = 0.95): CronbachAlpha {
  const n = exactInteger(given.n);
  const sums = given.sums.map(exactInteger);
  const spreads = given.products.map((row, one) =>
    row.map((product, other) => n * exactInteger(product) - (sums[one] ?? 0n) * (sums[other] ?? 0n)),
  );
  const k = sums.length;
  const square = spreads.length === k && spreads.every((row) => row.length === k);
  const at = (one: number, other: number) => spreads[one]?.[other] ?? 0n;
  const all = sums.map((_, index) => index);
  if (
    n < 0n ||
    !square ||
    all.some((one) => at(one, one) < 0n || all.some((j) => at(one, j) !== at(j, one)))
  ) {
    throw new RangeError(`Sums of ${k} items in ${n} people cannot belong together.`);
  }
  const none = { alpha: null, lower: null, upper: null, standardised: null };
  const counts = { n: Number(n), items: k, level };
  const blank = { ...none, withoutItem: all.map(() => null), itemRest: all.map(() => null) };
  if (k < 2) return { ...counts, ...blank, reason: "one_item" };
  if (n < 2n) return { ...counts, ...blank, reason: "too_few_people" };

  const total = (over: readonly number[], under: readonly number[]) =>
    over.reduce((sum, one) => sum + under.reduce((row, other) => row + at(one, other), 0n), 0n);
  const alphaOf = (items: readonly number[]) => {
    const whole = total(items, items);
    const own = items.reduce((sum, one) => sum + at(one, one), 0n);
    if (items.length < 2 || whole === 0n) return null;
    return (items.length / (items.length - 1)) * exactRatio(whole - own, whole);
  };
  const alpha = alphaOf(all);
  if (alpha === null) return { ...counts, ...blank, reason: "no_variation" };
  const others = (item: number) => all.filter((one) => one !== item);
  const rest = (item: number) => {
    const spread = Number(at(item, item)) * Number(total(others(item), others(item)));
    return spread === 0 ? null : Number(total([item], others(item))) / Math.sqrt(spread);
  };
  const tail = upperTail(level);
  const people = counts.n - 1;
  const limit = (below: number) => 1 - (1 - alpha) * fQuantile(people, people * (k - 1), below);
  return {
    ...counts,
    alpha,
    lower: alpha === 1 ? null : limit(1 - tail),
    upper: alpha === 1 ? null : limit(tail),
    standardised: standardised(all, at),
    withoutItem: all.map((item) => alphaOf(others(item))),
    itemRest: all.map(rest),
    reason: null,
  };
}

/** k r̄ ÷ (1 + (k − 1) r̄), r̄ the mean correlation of two items. */
function standardised(items: readonly number[], at: (one: number, other: number) => bigint): number | null {
  let sum = 0;
  for (const one of items) {
    for (const other of items.slice(0, one)) {
      const spread = Number(at(one, one)) * Number(at(other, other));
      if (spread === 0) return null;
      sum += Number(at(one, other)) / Math.sqrt(spread);
    }
  }
  const k = items.length;
  const mean = (2 * sum) / (k * (k - 1));
  return (k * mean) / (1 + (k - 1) * mean);
}
