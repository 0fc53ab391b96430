import { DATA_DAY, windowOf } from "./calendar.ts";
import { drawCount } from "./draw-count.ts";
import { learned } from "./learning.ts";
import { planted } from "./projects.ts";
import type { Random } from "./random.ts";
import type { CaseSystem, SampleHealthUse, SampleReferral } from "./world.ts";

/** Case systems of the sample that practices use, so that they can extract contacts. */
const systemsOfPractices: readonly CaseSystem[] = ["systmone", "emis"];

/** The truth behind GP contacts in six months. */
export const gpModel = {
  /** Mean of a person's usual number, which differs between people by a factor with this spread (log scale). */
  usual: 3.6,
  spread: 0.55,
  /** People are referred when they come more often than usual; this passes with no programme at all. */
  high: 1.45,
  after: 1.05,
  /** Fall of all over the period, from the learning of practices. */
  learning: 0.05,
} as const;

const DAYS = 183;

/** Draws GP contacts in the six months before and after a person's first referral; undefined where no practice knows. */
export function drawHealthUse(random: Random, referral: SampleReferral): SampleHealthUse | undefined {
  const { person, system, unit, received } = referral;
  const known = person.nhsNumber !== undefined && person.gpRegistered === "yes";
  if (!known || !systemsOfPractices.includes(system) || received + DAYS > DATA_DAY) return undefined;
  if (!random.chance(0.82)) return undefined;
  const usual = gpModel.usual * Math.exp(gpModel.spread * random.normal() - gpModel.spread ** 2 / 2);
  const effect = planted(unit.project?.gpContacts, windowOf(received), 1);
  return {
    person,
    system,
    before: drawCount(random, usual * gpModel.high),
    after: drawCount(random, usual * gpModel.after * effect * (1 - gpModel.learning * learned(received))),
  };
}
