import { learned, learning } from "./learning.ts";
import { nearestScore } from "./pam-scale.ts";
import type { Random } from "./random.ts";
import { swemwbsMetric } from "./swemwbs-metric.ts";

/**
 * The truth behind the scores, in points of activation: a lasting trait, a dip when people are referred, and error at
 * every measurement. The other instruments follow the same model on scales of their own.
 */
export const scoreModel = {
  /** Mean and standard deviation of the lasting trait. */
  traitMean: 57,
  traitSd: 13.2,
  /** Standard deviation of one measurement around the trait; with traitSd this gives a test–retest correlation of 0.6. */
  errorSd: 10.8,
  /** People are measured at a low point … */
  dip: -2,
  /** … and would rise by this much with no programme at all. */
  recovery: 1.5,
  /** Share of a trait that all instruments have in common. */
  common: 0.56,
  /** Share of a project's effect on activation, in standard deviations, that the other instruments show. */
  otherInstruments: 0.6,
} as const;

/** Standard deviation of a score: trait and error. */
const SD = Math.hypot(scoreModel.traitSd, scoreModel.errorSd);

/** What an instrument makes of standardised wellbeing: a scaled score, and the answers to its items. */
interface Reading {
  readonly score: number;
  readonly items: readonly number[] | undefined;
}

const within = (low: number, high: number, value: number): number =>
  Math.min(high, Math.max(low, Math.round(value)));
const whole = (low: number, high: number, mean: number, slope: number) => (_: Random, z: number) => ({
  score: within(low, high, mean + slope * z),
  items: undefined,
});
const drawItems = (random: Random, count: number, draw: (noise: number) => number): number[] =>
  Array.from({ length: count }, () => draw(random.normal()));

const readings: Readonly<Record<string, (random: Random, z: number) => Reading>> = {
  pam: (_, z) => ({ score: nearestScore(scoreModel.traitMean + SD * z), items: undefined }),
  ons4_satisfied: whole(0, 10, 5.4, 2.2),
  ons4_worthwhile: whole(0, 10, 5.8, 2.2),
  ons4_happy: whole(0, 10, 5.5, 2.3),
  ons4_anxious: whole(0, 10, 5, -2.5),
  swemwbs: (random, z) => {
    const items = drawItems(random, 7, (noise) => within(1, 5, 2.85 + 0.72 * z + 0.75 * noise));
    return { score: swemwbsMetric(items), items };
  },
  ucla3: (random, z) => {
    const items = drawItems(random, 3, (noise) => within(1, 3, 2.1 - 0.5 * z + 0.4 * noise));
    return { score: items.reduce((sum, one) => sum + one, 0), items };
  },
  mycaw_concern: whole(0, 6, 4.2, -1.2),
  mycaw_wellbeing: whole(0, 6, 3.6, -1.3),
};

/** Draws a trait, in points of activation; `general` is what the person's instruments have in common (standard normal). */
export function drawTrait(random: Random, general: number): number {
  const own = Math.sqrt(1 - scoreModel.common);
  return (
    scoreModel.traitMean +
    scoreModel.traitSd * (Math.sqrt(scoreModel.common) * general + own * random.normal())
  );
}

/** Reads an instrument at the baseline and at the follow-up. `effect`: points of activation through a project. */
export function drawReadings(
  random: Random,
  instrument: string,
  trait: number,
  effect: number,
  received: number,
): readonly [Reading, Reading] {
  const read = readings[instrument];
  if (read === undefined) throw new RangeError(`The sample has no instrument ${instrument}.`);
  const gained =
    scoreModel.recovery +
    learning.scorePoints * learned(received) +
    effect * (instrument === "pam" ? 1 : scoreModel.otherInstruments);
  const at = (extra: number) =>
    read(
      random,
      (trait + scoreModel.dip + extra + scoreModel.errorSd * random.normal() - scoreModel.traitMean) / SD,
    );
  return [at(0), at(gained)];
}
