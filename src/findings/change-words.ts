import { countsAnyChange } from "./counts-any-change.ts";
import {
  decidingInterval,
  peopleWords,
  scoreIntervalWords,
  scoreWords,
  shownDecimals,
  thresholdWords,
} from "./number-words.ts";
import type { CatalogueInstrument, Interval, PrintableFigure } from "./released-estimate.ts";

/** What an interval of a mean change allows to be said about its direction. */
export type ChangeDirection = "rose" | "fell" | "unclear";

/** The direction that the whole interval supports; `unclear` where it holds 0 or there is no interval. */
export function changeDirection(change: PrintableFigure, instrument: CatalogueInstrument): ChangeDirection {
  if (change.interval === null) return "unclear";
  const { lower, upper } = decidingInterval(change.interval, shownDecimals(instrument));
  if (lower > 0) return "rose";
  return upper < 0 ? "fell" : "unclear";
}

/**
 * Says how the average score changed, as a clause: the number, its interval, and no more than they support.
 * `among 1,240 people with PAM scores before and after, the average score rose by 4.2 points (95% interval …)`.
 */
export function changeWords(change: PrintableFigure, instrument: CatalogueInstrument): string {
  const among = `among ${peopleWords(change.n)} with ${instrument.short} scores before and after`;
  const { interval, value } = change;
  if (interval === null) {
    return `${among}, the average change was ${scoreWords(value, instrument)}, with no interval to say how sure this is`;
  }
  const direction = changeDirection(change, instrument);
  if (direction === "unclear") {
    const limits = scoreIntervalWords(interval, instrument);
    return `${among}, the average score may not have changed: the average change was ${scoreWords(value, instrument)} (${limits})`;
  }
  const size = direction === "rose" ? interval : mirrored(interval);
  return `${among}, the average score ${direction} by ${scoreWords(Math.abs(value), instrument)} (${scoreIntervalWords(size, instrument)})`;
}

/**
 * Sets the change against the meaningful change, in a sentence to follow {@link changeWords}: decided by the whole interval.
 * None where there is no interval, or where any change counts and so none is too small.
 */
export function meaningWords(change: PrintableFigure, instrument: CatalogueInstrument): readonly string[] {
  if (change.interval === null) return [];
  const direction = changeDirection(change, instrument);
  const forBetter = (direction === "rose") === (instrument.better === "higher");
  const plain = forBetter && instrument.better === "higher";
  const judged = `a change for the ${forBetter ? "better" : "worse"}`;
  if (countsAnyChange(instrument)) return direction === "unclear" || plain ? [] : [`This is ${judged}.`];
  const threshold = instrument.meaningful_change.points;
  const taken = `the ${thresholdWords(instrument)} taken as a meaningful change`;
  const deciding = decidingInterval(change.interval, shownDecimals(instrument));
  if (direction === "unclear") {
    return [
      deciding.upper < threshold && deciding.lower > -threshold
        ? `Any change is less than ${taken}.`
        : `The interval is wide: a change of ${thresholdWords(instrument)} or more, which is taken as meaningful, cannot be ruled out.`,
    ];
  }
  const size = direction === "rose" ? deciding : mirrored(deciding);
  const { interval } = instrument.meaningful_change;
  const unsure = interval === undefined ? "" : `, which could be ${interval[0]} to ${interval[1]}`;
  if (size.lower >= threshold) return [`This is ${plain ? "" : `${judged} and `}at least ${taken}${unsure}.`];
  if (size.upper < threshold) return [`This is ${plain ? "" : `${judged} but `}less than ${taken}${unsure}.`];
  const unclear = `t is not clear whether this reaches ${taken}${unsure}.`;
  return [plain ? `I${unclear}` : `This is ${judged}, but i${unclear}`];
}

/**
 * How sure the meaningful change itself is, and what its limits would make of the change, in a sentence beside
 * {@link meaningWords}; none where no interval is declared or nothing was set against it.
 */
export function meaningSureWords(
  change: PrintableFigure,
  instrument: CatalogueInstrument,
): readonly string[] {
  const { points, interval, found_in } = instrument.meaningful_change;
  const direction = changeDirection(change, instrument);
  if (interval === undefined || change.interval === null || direction === "unclear") return [];
  if (countsAnyChange(instrument)) return [];
  const deciding = decidingInterval(change.interval, shownDecimals(instrument));
  const size = direction === "rose" ? deciding : mirrored(deciding);
  const { unit } = instrument;
  const verdict = (at: number) =>
    size.lower >= at ? "reach it" : size.upper < at ? "fall short of it" : "not clearly reach it";
  const [low, high] = interval;
  const [ifLow, ifHigh] = [verdict(low), verdict(high)];
  const found = `${points} ${unit} were found in ${found_in ?? "one study"}, and could be ${low} to ${high}`;
  return [
    ifLow === verdict(points) && ifHigh === ifLow
      ? `The ${found}, which makes no difference here.`
      : ifLow === ifHigh
        ? `The ${found}: at either end the change would ${ifLow}.`
        : `The ${found}: at ${low} ${unit} the change would ${ifLow}, at ${high} it would ${ifHigh}.`,
  ];
}

function mirrored(interval: Interval): Interval {
  return { lower: -interval.upper, upper: -interval.lower, level: interval.level };
}
