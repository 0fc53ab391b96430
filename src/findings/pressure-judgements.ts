import type { Catalogue } from "../release/catalogue.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import { countsRoundingTo } from "../statistics/consistent-counts.ts";
import { fisherTest } from "../statistics/exact-tests.ts";
import { newcombeDifference } from "../statistics/newcombe-difference.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import { decidingInterval, numberWords, percentWords } from "./number-words.ts";
import type { PressureCell } from "./pressure-document.ts";
import {
  INTERVAL_CHANCE,
  LEAST_RISE,
  MANY_TIMES,
  type PressureRuleId,
  RANGE_CHANCE,
} from "./pressure-rules.ts";
import { releaseRounding } from "./release-rounding.ts";
import {
  type Interval,
  printableFigure,
  printableInterval,
  type ReleasedEstimate,
} from "./released-estimate.ts";
import { staffRangeChance } from "./staff-range-chance.ts";

type Found = ReleasedEstimate | undefined;

/** Released figures of one service and financial year, and of the programme. */
export interface PressureEvidence {
  readonly catalogue: Catalogue;
  readonly service: (measure: string) => Found;
  readonly programme: (measure: string) => Found;
  /** In the last quarter of the year, and in the same quarter a year before; undefined where records were too young. */
  readonly now: (measure: string) => Found;
  readonly before: ((measure: string) => Found) | undefined;
}

/** Level of the interval of each of two chances to show a rise. */
const HALF_CHANCE = 0.975;

type Judgement = Omit<PressureCell, "rule">;

const NOTHING = { value: null, lower: null, upper: null, mark_from: null, mark_to: null } as const;
const notJudged = (reason: string, short = "no figure"): Judgement => ({
  state: "not_judged",
  short,
  figure: "",
  mark: "",
  reason,
  ...NOTHING,
});
const stateOf = (isShown: boolean) => (isShown ? "shown" : "not_shown");

/** Why a figure cannot be judged; a withheld one never says of how many. */
function missing(estimate: Found): Judgement {
  switch (estimate?.status) {
    case "withheld":
      return notJudged("Withheld: too few staff or people, or it would give such a number away.", "withheld");
    case "not_yet_observable":
      return notJudged("The year was not over.", "too soon");
    case "too_few":
      return notJudged("Too few answers or records.", "too few");
    case "published":
      return notJudged("Published without an interval.");
    default:
      return notJudged("Not collected, or not published for services.", "not collected");
  }
}

/** Judges one service by each rule, from released figures only. */
export const pressureJudgements: Readonly<Record<PressureRuleId, (evidence: PressureEvidence) => Judgement>> =
  {
    new_referrals({ catalogue, service }) {
      const guidance = catalogue.workforce.referrals_per_fte;
      if (guidance === null) return notJudged("No guidance is named in the programme.", "no guidance");
      const estimate = service("new_referrals_per_fte");
      const figure = printableFigure(estimate);
      if (figure?.interval == null) return missing(estimate);
      const { lower, upper } = decidingInterval(figure.interval, 0);
      return {
        state: stateOf(lower > guidance.to),
        short: numberWords(figure.value),
        figure: `${numberWords(figure.value)} a year for each full-time worker (${numberWords(lower)} to ${numberWords(upper)})`,
        mark: `guidance ${numberWords(guidance.from)} to ${numberWords(guidance.to)}`,
        reason: "",
        value: figure.value,
        lower,
        upper,
        mark_from: guidance.from,
        mark_to: guidance.to,
      };
    },

    backlog({ catalogue, service, now, before }) {
      if (before === undefined)
        return notJudged(
          "Records begin too late: a year of them must lie before the first of the two days.",
          "too early",
        );
      const cameIn = countOf(service("referrals")) ?? service("new_referrals_per_fte")?.numerator ?? null;
      if (cameIn === null || cameIn <= 0) return missing(service("referrals"));
      const openBefore = openCount(before);
      // With no case open a year before, the service itself may have been too young.
      if (openBefore === 0)
        return notJudged("No case was open a year before: the service may have been too new.", "too early");
      const rises = [
        rise("open", openCount(now), openBefore, cameIn, catalogue),
        rise("waiting", countOf(now("cases_waiting")), countOf(before("cases_waiting")), cameIn, catalogue),
      ].filter((one) => one !== null);
      const [first] = rises;
      if (first === undefined) return missing(now("cases_open") ?? now("open_cases_per_fte"));
      return rises.find((one) => one.state === "shown") ?? first;
    },

    open_cases({ catalogue, service, programme }) {
      const [own, whole] = [service("open_cases_per_fte"), programme("open_cases_per_fte")];
      const figure = printableFigure(own);
      const all = printableFigure(whole);
      if (figure === null || figure.numerator === null || figure.denominator === null) return missing(own);
      if (all === null || all.numerator === null || all.denominator === null) return missing(whole);
      const exposure = all.denominator - figure.denominator;
      const others = all.numerator - figure.numerator;
      if (!(exposure > 1e-6)) return notJudged("There is no other service to set it against.");
      if (others <= 0) return notJudged("The other services have no open cases to set it against.");
      const usual = others / exposure;
      const [mine, theirs] = [boundsOf(figure.numerator, catalogue), boundsOf(all.numerator, catalogue)];
      const relative = exposure / figure.denominator;
      const lower = relative * ratioLimits(mine.least, Math.max(0, theirs.most - mine.least)).lower;
      const upper = relative * ratioLimits(mine.most, Math.max(1, theirs.least - mine.most)).upper;
      const times = figure.value / usual;
      return {
        state: stateOf(floor(lower) > MANY_TIMES),
        short: `${numberWords(times, 1)} times`,
        figure: `${numberWords(figure.value)} for each full-time worker, ${numberWords(times, 1)} times the others (${numberWords(lower, 1)} to ${numberWords(upper, 1)})`,
        mark: `${MANY_TIMES} times the other services’ ${numberWords(usual)}`,
        reason: "",
        value: times,
        lower,
        upper,
        mark_from: MANY_TIMES,
        mark_to: MANY_TIMES,
      };
    },

    service_failures: ({ service, programme }) =>
      above(service("time_service_failures"), programme("time_service_failures"), 2) ??
      missing(service("time_service_failures")),

    absence({ catalogue, service, programme }) {
      const both = [
        above(service("absence_rate"), programme("absence_rate"), 3),
        shareAbove(
          service("share_long_absence"),
          programme("share_long_absence"),
          catalogue,
          RANGE_CHANCE - INTERVAL_CHANCE,
        ),
      ].filter((one) => one !== null);
      return (
        both.find((one) => one.state === "shown") ??
        both[0] ??
        missing(service("absence_rate") ?? service("share_long_absence"))
      );
    },

    leaving: ({ catalogue, service, programme }) =>
      shareAbove(
        service("share_intend_to_leave"),
        programme("share_intend_to_leave"),
        catalogue,
        RANGE_CHANCE,
      ) ?? missing(service("share_intend_to_leave")),

    burnout({ service }) {
      const estimate = service("burnout_change_work");
      const figure = printableFigure(estimate);
      if (figure?.interval == null) return missing(estimate);
      const { lower, upper } = decidingInterval(figure.interval, 1);
      const signed = (value: number) => `${value > 0 ? "+" : ""}${numberWords(value, 1)}`;
      return {
        state: stateOf(lower > 0),
        short: `${signed(figure.value)} points`,
        figure: `${signed(figure.value)} points (${signed(lower)} to ${signed(upper)})`,
        mark: "no change",
        reason: "",
        value: figure.value,
        lower,
        upper,
        mark_from: 0,
        mark_to: 0,
      };
    },
  };

const floor = (value: number): number => Math.floor(value * 100) / 100;

/** The least and the most that a released count may stand for. */
function boundsOf(count: number, catalogue: Catalogue): { readonly least: number; readonly most: number } {
  const counts = countsRoundingTo(count, releaseRounding(catalogue));
  return { least: counts[0] ?? count, most: counts.at(-1) ?? count };
}

/** Exact limits of the ratio of two Poisson counts, from those of the first one's share of both: see `rateRatio`. */
function ratioLimits(
  first: number,
  second: number,
  level = 0.95,
): { readonly lower: number; readonly upper: number } {
  const { lower, upper } = clopperPearson(first, first + second, level);
  const odds = (share: number) => share / (1 - share);
  return { lower: odds(lower ?? 0), upper: odds(upper ?? 1) };
}

const countOf = (estimate: Found): number | null => printableFigure(estimate)?.value ?? null;

/** Cases open on a day: the count, else that behind the rate. */
const openCount = (on: (measure: string) => Found): number | null =>
  countOf(on("cases_open")) ?? printableFigure(on("open_cases_per_fte"))?.numerator ?? null;

/** A rise of a number of cases over a year, from none too, with what rounding may hide against it; null where one is not shown or both are 0. */
function rise(
  what: "open" | "waiting",
  now: number | null,
  before: number | null,
  cameIn: number,
  catalogue: Catalogue,
): Judgement | null {
  if (now === null || before === null || now + before <= 0) return null;
  const [later, earlier] = [boundsOf(now, catalogue), boundsOf(before, catalogue)];
  const { lower } = ratioLimits(later.least, earlier.most, HALF_CHANCE);
  const { upper } = ratioLimits(later.most, Math.max(1, earlier.least), HALF_CHANCE);
  const every100 = (100 * (now - before)) / cameIn;
  const change =
    every100 === 0
      ? "no rise"
      : `${numberWords(Math.abs(every100))} ${every100 > 0 ? "more" : "fewer"} for every 100 referrals that came in`;
  return {
    state: stateOf(lower > 1 && (now - before) / cameIn >= LEAST_RISE),
    short: `${numberWords(before)} → ${numberWords(now)}`,
    figure: `${numberWords(now)} ${what}: ${change}`,
    mark: `${numberWords(before)} ${what} a year before`,
    reason: "",
    value: now / Math.max(1, before),
    lower,
    upper,
    mark_from: 1,
    mark_to: 1,
  };
}

/** A share whose interval is set against the programme's; null where either has none. */
function above(own: Found, whole: Found, decimals: number): Judgement | null {
  const [figure, all] = [printableFigure(own), printableFigure(whole)];
  if (figure?.interval == null || all?.interval == null) return null;
  const [mine, theirs] = [
    decidingInterval(figure.interval, decimals),
    decidingInterval(all.interval, decimals),
  ];
  const percent = (share: number) => `${numberWords(100 * share, Math.max(0, decimals - 2))}%`;
  return {
    // Rounding may have moved each end: the difference must be more than the last digit shown.
    state: stateOf(
      newcombeDifference(around(figure.value, mine), around(all.value, theirs)).lower > 10 ** -decimals,
    ),
    short: percent(figure.value),
    figure: `${percent(figure.value)} (${percent(mine.lower)} to ${percent(mine.upper)})`,
    mark: `programme ${percent(theirs.lower)} to ${percent(theirs.upper)}`,
    reason: "",
    value: figure.value,
    lower: mine.lower,
    upper: mine.upper,
    mark_from: theirs.lower,
    mark_to: theirs.upper,
  };
}

/** A value with its limits, which it may be rounded out of. */
const around = (value: number, { lower, upper }: Pick<Interval, "lower" | "upper">) => ({
  value,
  lower: Math.min(lower, value),
  upper: Math.max(upper, value),
});

/** A share of staff, as a range or in numbers, set against the programme's; null where either is not shown. */
function shareAbove(own: Found, whole: Found, catalogue: Catalogue, most: number): Judgement | null {
  const [figure, all] = [printableFigure(own), printableFigure(whole)];
  if (figure !== null && all !== null) return countedShareAbove(figure, all, most);
  const [range, ranges] = [printableInterval(own), printableInterval(whole)];
  if (range === null || ranges === null) return null;
  const chance = staffRangeChance(range, ranges.upper, catalogue.policy.staff_bands);
  const words = ({ lower, upper }: { readonly lower: number; readonly upper: number }) =>
    `${percentWords(lower, null)} to ${percentWords(upper, null)}`;
  return {
    state: stateOf(chance <= most),
    short: words(range),
    figure: `between ${words(range).replace(" to ", " and ")} of staff`,
    mark: `programme ${words(ranges)}`,
    reason: "",
    value: null,
    lower: range.lower,
    upper: range.upper,
    mark_from: ranges.lower,
    mark_to: ranges.upper,
  };
}

type Counted = NonNullable<ReturnType<typeof printableFigure>>;

/** A share of staff in numbers, against all others of the programme. */
function countedShareAbove(figure: Counted, all: Counted, most: number): Judgement | null {
  const [x, n] = [figure.numerator, figure.denominator];
  if (x === null || n === null || all.numerator === null || all.denominator === null) return null;
  const [y, m] = [Math.max(0, all.numerator - x), all.denominator - n];
  if (n === 0 || m <= 0) return null;
  const { lower, upper } = wilsonInterval(x, n);
  const others = Math.min(y, m) / m;
  return {
    state: stateOf(x / n > others && fisherTest(x, n, Math.min(y, m), m) <= most),
    short: percentWords(x / n, n),
    figure: `${percentWords(x / n, n)} of staff (${x} of ${n})`,
    mark: `other services ${percentWords(others, m)}`,
    reason: "",
    value: x / n,
    lower,
    upper,
    mark_from: others,
    mark_to: others,
  };
}
