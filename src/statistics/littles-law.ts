import { countLimits } from "./count-interval.ts";

/** A count, and the least and the most that it may be where it was rounded. */
export interface CountBetween {
  readonly count: number;
  readonly least: number;
  readonly most: number;
}

/** The wait that a flow implies, in the units of its exposure; null where it cannot be given. */
export interface ImpliedWait {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** `rising` and `falling`: the number waiting is not steady, so that no steady wait follows from it. */
  readonly reason: "nobody_started" | "rising" | "falling" | null;
}

/**
 * Little's law, L = λW: with `waiting` people in the queue and `started` taken from it over `exposure` units of time, one
 * who joins the end waits for waiting ÷ (started ÷ exposure) units, if the flow and the queue stay as they are.
 *
 * The limits are those of the count of starts (`countLimits`); those waiting are counted, not estimated, and take part with the
 * least and the most they may be. The queue is not steady where the limits of the counts `before` and `waiting`, each widened
 * by its rounding, have nothing in common. Who leaves the queue without being seen makes the true wait shorter.
 * Source: Little (1961), Operations Research 9:383–387.
 */
export function littlesLaw(
  waiting: CountBetween,
  before: CountBetween,
  started: CountBetween,
  exposure: number,
  level = 0.95,
): ImpliedWait {
  if (!(exposure > 0)) throw new RangeError(`A flow needs some time, not ${exposure}.`);
  const limits = ({ least, most }: CountBetween) => ({
    lower: countLimits(least, level).lower,
    upper: countLimits(most, level).upper,
  });
  const [now, then, flow] = [limits(waiting), limits(before), limits(started)];
  const none = { value: null, lower: null, upper: null, level };
  if (started.count === 0) return { ...none, reason: "nobody_started" };
  if (now.lower > then.upper) return { ...none, reason: "rising" };
  if (now.upper < then.lower) return { ...none, reason: "falling" };
  return {
    value: (waiting.count / started.count) * exposure,
    lower: (waiting.least / flow.upper) * exposure,
    upper: (waiting.most / flow.lower) * exposure,
    level,
    reason: null,
  };
}
