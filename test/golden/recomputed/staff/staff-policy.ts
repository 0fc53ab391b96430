import { critical, eventLimits, isSmall, type Limits, quantileOf, toFive } from "../figures.ts";
import type { StaffExact } from "./staff-exact.ts";
import { alphaOf, type Found, halfOf, shareBeyond, welchOf } from "./staff-statistics.ts";

/** The parts of a released row that carry a figure. */
export interface ShownFigure {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly n: number | null;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Fewest members of staff, answers of them, and answers behind an average, a band or a quantile, as the policy words them. */
export const FEWEST = {
  staff: 10,
  answers: 5,
  inAverage: 10,
  inBand: 10,
  inQuantile: 20,
  leavers: 10,
} as const;

type OfKind<K extends StaffExact["kind"]> = Extract<StaffExact, { kind: K }>;

/** A single link worker's time, or one of whom the others together have less than a tenth of their time. */
const isOnesTime = ({ staff, largest }: { readonly staff: number; readonly largest: number }): boolean =>
  staff < 2 || (1 - largest) / largest < 0.1;

/** Why the policy, by its words, does not show a figure by itself; null where it may be shown. */
export function whyHidden(exact: StaffExact): string | null {
  const few = exact.staff < FEWEST.staff ? "fewer than 10 members of staff" : null;
  switch (exact.kind) {
    case "share":
      return few ?? (exact.n < FEWEST.inBand ? "a band of fewer than 10" : null);
    case "mean":
    case "ratio": {
      const { n, limits } = averageOf(exact);
      if (few !== null || n < FEWEST.inAverage) return few ?? "fewer than 10 behind an average";
      const amounts = exact.kind === "ratio" ? (exact.amounts ?? []) : [];
      if (amounts.some(isOfFew)) return "nearly all of one or two members of staff, or none of any";
      return limits === null ? "no spread" : null;
    }
    case "difference":
    case "agreement": {
      const { n, lower } = figureOf(exact);
      if (few !== null || n < FEWEST.inAverage) return few ?? "fewer than 10 behind an average";
      return lower === null ? "no spread" : null;
    }
    case "compared":
      return few;
    case "quantile":
      return few ?? (exact.values.length < FEWEST.inQuantile ? "fewer than 20 behind a quantile" : null);
    case "leavings":
      return few ?? (exact.events < FEWEST.leavers ? "fewer than 10 leavers" : null);
    case "lasting": {
      const { value, atRisk } = halfOf(exact.waits);
      if (value === null || atRisk < exact.fewestAtRisk) return TOO_SHORT;
      return few ?? (endedOf(exact) < exact.fewest ? "too few that ended" : null);
    }
    case "staying":
      if (shareBeyond(exact.waits, exact.day).value === null || exact.fewestAtRisk < 10) return TOO_SHORT;
      return few;
    case "time":
      return exact.staff < 2 && exact.fte > 1 ? "a single worker with more than one post" : null;
    case "rate":
      if (isOnesTime(exact)) return "one worker's time";
      return isSmall(exact.events) ? "1 to 7 referrals" : null;
    case "not yet":
      return "the year was not over";
  }
}

/** Said of what lasts too long for a figure, by anybody or by too few. */
export const TOO_SHORT = "not followed long enough";

const endedOf = ({ waits }: OfKind<"lasting">): number => waits.filter(({ ended }) => ended).length;

/**
 * Whether the second, who knows their own, could work out what the first has of a sum: all others together have less than
 * a tenth of it. Or nobody has any.
 */
export function isOfFew(amounts: readonly number[]): boolean {
  const [first = 0, , ...others] = amounts.toSorted((a, b) => b - a);
  return first <= 0 || others.reduce((sum, one) => sum + one, 0) < 0.1 * first - 1e-9;
}

/** Number behind a figure that is worked out by itself, and the figure with its limits. */
function figureOf(exact: OfKind<"difference" | "agreement">): Found & { readonly n: number } {
  if (exact.kind === "agreement") return { n: exact.answers.length, ...alphaOf(exact.answers) };
  const n = Math.min(exact.values.length, exact.before.length);
  return { n, ...welchOf(exact.values, exact.before) };
}

/** A quantile of the scores, with limits that at least five scores lie at or beyond. */
function quantileFigure({ values, share }: OfKind<"quantile">): Found {
  const { value, limits } = quantileOf(
    values.map((one) => [one, 1] as const),
    share,
  );
  const count = (is: (one: number) => boolean) => values.filter(is).length;
  const isOfMany =
    limits !== null &&
    count((one) => one <= limits.lower + 1e-9) >= 5 &&
    count((one) => one >= limits.upper - 1e-9) >= 5;
  return { value, lower: isOfMany ? limits.lower : null, upper: isOfMany ? limits.upper : null };
}

/** Average, or ratio of sums, with a t interval over the people. */
export function averageOf(exact: OfKind<"mean" | "ratio">): {
  readonly n: number;
  readonly value: number;
  readonly limits: Limits | null;
} {
  const pairs = exact.kind === "ratio" ? exact.pairs : exact.values.map((one) => [one, 1] as const);
  const n = pairs.length;
  const [part, total] = pairs.reduce(([a, t], [x, y]) => [a + x, t + y], [0, 0] as [number, number]);
  const value = part / total;
  const squares = pairs.reduce((sum, [x, y]) => sum + (x - value * y) ** 2, 0);
  if (n < 2 || squares < 1e-12 * total ** 2) return { n, value, limits: null };
  const half = (critical(n - 1) * Math.sqrt((n / (n - 1)) * squares)) / total;
  const scale = exact.kind === "ratio" ? (exact.scale ?? 1) : 1;
  // A share is at most 1; spells for each person a year may be any number.
  const top = exact.kind === "mean" ? exact.top : exact.decimals === 1 ? Number.POSITIVE_INFINITY : 1;
  const limits = { lower: Math.max(0, value - half) * scale, upper: Math.min(top, value + half) * scale };
  return { n, value: value * scale, limits };
}

const NOTHING: ShownFigure = {
  numerator: null,
  denominator: null,
  n: null,
  value: null,
  lower: null,
  upper: null,
};

/** What a figure that may be shown is shown as, before the last rounding. */
export function shownAs(exact: StaffExact): ShownFigure {
  switch (exact.kind) {
    case "share": {
      const parts = exact.n >= 20 ? 5 : 2;
      // The lowest band that reaches above the share; the last one holds all.
      const upper = Array.from({ length: parts }, (_, at) => at + 1).find(
        (at) => exact.x * parts < at * exact.n,
      );
      return { ...NOTHING, lower: ((upper ?? parts) - 1) / parts, upper: (upper ?? parts) / parts };
    }
    case "mean":
    case "ratio": {
      const { n, value, limits } = averageOf(exact);
      return { ...NOTHING, n: toFive(n), value, lower: limits?.lower ?? null, upper: limits?.upper ?? null };
    }
    case "difference":
    case "agreement": {
      const { n, ...figure } = figureOf(exact);
      return { ...NOTHING, n: toFive(n), ...figure };
    }
    case "compared":
      return { ...NOTHING, n: toFive(exact.staff), value: exact.value };
    case "quantile":
      return { ...NOTHING, n: toFive(exact.values.length), ...inSteps(quantileFigure(exact), exact.step) };
    case "leavings": {
      const { events, years } = exact;
      const { lower, upper } = eventLimits(events);
      return {
        ...NOTHING,
        n: toFive(events),
        value: events / years,
        lower: lower / years,
        upper: upper / years,
      };
    }
    case "lasting": {
      const { value, lower, upper } = halfOf(exact.waits);
      const both = lower !== null && upper !== null;
      const in_ = (day: number | null) => (day === null ? null : day / exact.unit);
      const figure = { value: in_(value), lower: both ? in_(lower) : null, upper: both ? in_(upper) : null };
      return {
        ...NOTHING,
        n: exact.unnumbered ? null : toFive(exact.waits.length),
        ...inSteps(figure, exact.step),
      };
    }
    case "staying": {
      const { value, lower, upper } = shareBeyond(exact.waits, exact.day);
      if (exact.left >= FEWEST.leavers && lower !== null)
        return { ...NOTHING, n: toFive(exact.waits.length), value, lower, upper };
      const parts = exact.staff >= 20 ? 5 : 2;
      const at = Math.min(parts - 1, Math.floor((value ?? 0) * parts));
      return { ...NOTHING, lower: at / parts, upper: (at + 1) / parts };
    }
    case "time": {
      const { fte, patients } = exact;
      const per = patients === undefined ? 1 : 10_000 / patients;
      if (isOnesTime(exact)) return { ...NOTHING, lower: 0, upper: Math.max(1, Math.ceil(fte - 1e-9)) * per };
      return {
        ...NOTHING,
        numerator: patients === undefined ? null : fte,
        denominator: patients ?? null,
        value: fte * per,
      };
    }
    case "rate": {
      const [events, exposure] = [toFive(exact.events), Number(exact.exposure.toFixed(3))];
      const like = [-2, -1, 0, 1, 2].map((off) => events + off).filter((one) => one >= 0 && !isSmall(one));
      return {
        numerator: events,
        denominator: exposure,
        n: events,
        value: events / exposure,
        // Allowing for the last place of the denominator.
        lower: Math.min(...like.map((one) => eventLimits(one).lower)) / (exposure + 0.0005),
        upper: Math.max(...like.map((one) => eventLimits(one).upper)) / (exposure - 0.0005),
      };
    }
    case "not yet":
      return NOTHING;
  }
}

/** The figure itself, before any protection. */
export function exactly(exact: StaffExact): number | null {
  switch (exact.kind) {
    case "share":
      return exact.x / exact.n;
    case "mean":
    case "ratio":
      return averageOf(exact).value;
    case "difference":
    case "agreement":
      return figureOf(exact).value;
    case "compared":
      return exact.value;
    case "quantile":
      return quantileFigure(exact).value;
    case "leavings":
      return exact.events / exact.years;
    case "lasting": {
      const { value } = halfOf(exact.waits);
      return value === null ? null : value / exact.unit;
    }
    case "staying":
      return shareBeyond(exact.waits, exact.day).value;
    case "time":
      return exact.patients === undefined ? exact.fte : (exact.fte * 10_000) / exact.patients;
    case "rate":
      return exact.events / exact.exposure;
    case "not yet":
      return null;
  }
}

/** A figure as the nearest multiple of a step, its limits as those outside. */
const inSteps = ({ value, lower, upper }: Found, step: number): Found => ({
  value: value === null ? null : Math.round(value / step) * step,
  lower: lower === null ? null : Math.floor(lower / step + 1e-9) * step,
  upper: upper === null ? null : Math.ceil(upper / step - 1e-9) * step,
});

/** By how much each part of a shown figure may be off: half a last place, or a whole one for limits rounded outwards. */
export function slackOf(exact: StaffExact): ShownFigure {
  const half = (decimals: number) => 0.5 * 10 ** -decimals + 1e-9;
  const all = { ...NOTHING, n: 0 };
  switch (exact.kind) {
    case "mean":
    case "ratio":
    case "difference":
      return {
        ...all,
        value: half(exact.decimals),
        lower: half(exact.decimals),
        upper: half(exact.decimals),
      };
    case "time": {
      const decimals = exact.patients === undefined ? 2 : 3;
      return {
        ...all,
        numerator: half(decimals),
        denominator: 0,
        value: half(decimals),
        lower: 0,
        upper: half(decimals),
      };
    }
    case "rate":
      return { ...all, numerator: 0, denominator: 1e-9, value: half(1), lower: 0.1, upper: 0.1 };
    case "agreement":
    case "leavings":
    case "staying":
    case "compared":
      return { ...all, value: half(2), lower: half(2), upper: half(2) };
    case "quantile":
    case "lasting":
      return { ...all, value: 1e-9, lower: 1e-9, upper: 1e-9 };
    case "share":
    case "not yet":
      return { ...all, lower: 1e-9, upper: 1e-9 };
  }
}
