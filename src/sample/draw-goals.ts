import { DATA_DAY, type Day, windowOf, workingDay } from "./calendar.ts";
import { drift } from "./learning.ts";
import { planted } from "./projects.ts";
import type { Random } from "./random.ts";
import type { CaseSystem, SampleGoal, SampleReferral } from "./world.ts";

/** The GP systems of the sample record no reviews of goals. */
const withoutGoals: readonly CaseSystem[] = ["systmone", "emis"];

/** Share of goals met where no project sets another, before the learning of all services. */
export const GOALS_MET_ELSEWHERE = 0.42;

/** Draws the review of up to two concerns, for people whom a link worker reached; most are reviewed near the end. */
export function drawGoals(random: Random, referral: SampleReferral, reached: Day): SampleGoal[] {
  const { system, closed, person, unit, received, reasons } = referral;
  if (withoutGoals.includes(system) || !random.chance(closed === undefined ? 0.25 : 0.66)) return [];
  const day = workingDay(Math.max(reached + 14, (closed ?? DATA_DAY - 10) - random.int(0, 20)));
  if (day > DATA_DAY) return [];
  const wanted = planted(unit.project?.goalsMet, windowOf(received), GOALS_MET_ELSEWHERE);
  const met = drift(person.cohorts.includes("goals_not_met") ? wanted * 0.85 : wanted, received);
  return random.sample(reasons, random.chance(0.45) ? 2 : 1).map((concern) => ({
    referral,
    concern,
    met: random.chance(met) ? "met" : random.chance(0.52) ? "partly" : "not_met",
    day,
  }));
}
