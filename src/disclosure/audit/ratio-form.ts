import { countsRoundingTo } from "../../statistics/consistent-counts.ts";
import { countLimits } from "../../statistics/count-interval.ts";
import { wilsonInterval } from "../../statistics/wilson-interval.ts";
import type { Policy } from "../policy.ts";
import {
  decimals,
  type FormFault,
  type FormRow,
  isNear,
  MAKE_AGAIN,
  people,
  present,
  rounded,
  same,
} from "./form-faults.ts";

/** A percentage: that of the rounded counts beside it, with limits that are a function of these alone. */
export function shareFaults(row: FormRow, policy: Policy, parts = 1): readonly FormFault[] {
  const { numerator, denominator, value, lower, upper } = row;
  if (numerator === null || denominator === null || denominator === 0) {
    return [{ what: "is a percentage without the numbers that it is worked out from", remedy: MAKE_AGAIN }];
  }
  const places = denominator >= policy.decimalsFrom ? 3 : 2;
  const plain = [
    ...rounded(row, ["numerator", "denominator"], policy),
    ...same(row, "n", "denominator"),
    ...people(row, policy.describedFrom, policy),
    ...decimals(row, ["value", "lower", "upper"], places),
    ...present(row, ["value", "lower", "level"]),
  ];
  if (plain.length > 0) return plain;
  if (!isNear(value, numerator / denominator, 0.5 * 10 ** -places)) {
    return [
      {
        what: `is not ${numerator} of ${denominator}, so that the exact numbers show through`,
        remedy: MAKE_AGAIN,
      },
    ];
  }
  const widest = widestWilson(row, numerator, denominator, policy, parts);
  if (widest === null) {
    return [
      {
        what: `shows ${numerator} of ${denominator}, which no numbers round to of which none is small`,
        remedy: "Withhold it.",
      },
    ];
  }
  const isOwn =
    isNear(lower, outwards(widest.lower, places, Math.floor), 0) &&
    isNear(upper, outwards(widest.upper, places, Math.ceil), 0);
  return isOwn
    ? []
    : [
        {
          what: "has limits that do not follow from the rounded numbers beside them alone",
          remedy: MAKE_AGAIN,
        },
      ];
}

interface Limits {
  readonly lower: number;
  readonly upper: number;
}

const known = new Map<string, Limits | null>();

/** The widest of Wilson's limits over all exact counts that the printed ones may stand for, and the value. */
function widestWilson(
  { level }: FormRow,
  x: number,
  n: number,
  { roundTo, rounding, withholdUpTo }: Policy,
  parts: number,
): Limits | null {
  const rules = { roundTo, rounding, withholdUpTo, parts };
  const key = [x, n, level, ...Object.values(rules)].join();
  const before = known.get(key);
  if (before !== undefined) return before;
  const [some, all] = [countsRoundingTo(x, rules), countsRoundingTo(n, rules)];
  const limits = all.flatMap((whole) =>
    some
      .filter((part) => part <= whole && !isSmall(whole - part, withholdUpTo))
      .map((part) => wilsonInterval(part, whole, level ?? 0.95)),
  );
  const widest =
    limits.length === 0
      ? null
      : {
          lower: Math.min(x / n, ...limits.map((one) => one.lower ?? 1)),
          upper: Math.max(x / n, ...limits.map((one) => one.upper ?? 0)),
        };
  known.set(key, widest);
  return widest;
}

const isSmall = (count: number, withholdUpTo: number): boolean => count >= 1 && count <= withholdUpTo;

/** A limit to so many decimals, away from the value. */
function outwards(limit: number, places: number, to: (x: number) => number): number {
  const scaled = limit * 10 ** places;
  const nearest = Math.round(scaled);
  return (Math.abs(scaled - nearest) < 1e-9 ? nearest : to(scaled)) / 10 ** places;
}

/** Decimals of what a rate is divided by. */
const EXPOSURE_DECIMALS = 3;

/** A rate: that of the rounded count and what it is divided by, with limits that are a function of these alone. */
export function rateFaults(row: FormRow, policy: Policy): readonly FormFault[] {
  const { numerator, denominator, value, lower, upper, level, per = 1 } = row;
  if (numerator === null || denominator === null || denominator <= 0) {
    return [{ what: "is a rate without the numbers that it is worked out from", remedy: MAKE_AGAIN }];
  }
  const plain = [
    ...rounded(row, ["numerator"], policy),
    ...same(row, "n", "numerator"),
    ...decimals(row, ["denominator"], EXPOSURE_DECIMALS),
    ...decimals(row, ["value", "lower", "upper"], row.decimals),
    ...present(row, ["value", "lower", "level"]),
  ];
  if (plain.length > 0) return plain;
  const step = 10 ** -row.decimals;
  if (!isNear(value, (numerator / denominator) * per, 0.5 * step)) {
    return [
      {
        what: `is not ${numerator} divided by ${denominator}, so that the exact number shows through`,
        remedy: MAKE_AGAIN,
      },
    ];
  }
  const limits = countsRoundingTo(numerator, policy).map((count) => countLimits(count, level ?? 0.95));
  const half = 0.5 * 10 ** -EXPOSURE_DECIMALS;
  const lowest = (Math.min(...limits.map((one) => one.lower)) / (denominator + half)) * per;
  const highest = (Math.max(...limits.map((one) => one.upper)) / (denominator - half)) * per;
  const isOwn =
    isNear(lower, outwards(lowest, row.decimals, Math.floor), 0) &&
    isNear(upper, outwards(highest, row.decimals, Math.ceil), 0);
  return isOwn
    ? []
    : [
        {
          what: "has limits that do not follow from the rounded number beside them alone",
          remedy: MAKE_AGAIN,
        },
      ];
}
