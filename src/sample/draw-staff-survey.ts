import { type Day, dayOf } from "./calendar.ts";
import type { SampleSpell } from "./draw-absences.ts";
import { employedBetween, isPaid, type SampleStaff } from "./draw-staff.ts";
import type { Random } from "./random.ts";
import { BURNOUT_LEARNING, staffPlan } from "./staff-plan.ts";
import { type StaffYear, staffYears } from "./staff-years.ts";
import { sampleServices } from "./units.ts";

/** The three subscales of the Copenhagen Burnout Inventory, in the order of the survey. */
export const burnoutScales = [
  { id: "personal", items: 6 },
  { id: "work", items: 7 },
  { id: "client", items: 6 },
] as const;
export type BurnoutScale = (typeof burnoutScales)[number]["id"];

/** Answers of one member of staff in one round; each survey has respondent codes of its own, nobody can be followed. */
export interface SurveyResponse {
  readonly code: string;
  readonly wave: StaffYear;
  readonly day: Day;
  readonly service: string;
  readonly role: SampleStaff["role"];
  /** Answers 1 to 5 (always, or to a very high degree); undefined where an item was left out. */
  readonly burnout: Readonly<Record<BurnoutScale, readonly (number | undefined)[]>>;
  /** Answers 1 (strongly disagree) to 5. */
  readonly satisfied: number | undefined;
  readonly consulted: number | undefined;
  readonly supervision: number | undefined;
  readonly intendsToLeave: boolean | undefined;
}

/** First day of each round. */
const surveyDays: Readonly<Record<StaffYear, Day>> = {
  "2021-22": dayOf("2022-02-01"),
  "2022-23": dayOf("2023-03-06"),
  "2023-24": dayOf("2024-02-05"),
};

/** Mean score of each subscale before anything is added, in points. */
const levels: Readonly<Record<BurnoutScale, number>> = { personal: 44, work: 41, client: 29 };

/** Share of paid staff who answer; people who are off sick that day are not reached. */
const RESPONSE = 0.8;
/** Spread between people, and between the items of one person, in points. */
const PERSON_SD = 13;
const ITEM_SD = 17;
/** The last work item asks for energy, not for the lack of it. */
const REVERSED_WORK_ITEM = 6;
const ITEM_LEFT_OUT = 0.02;

/** Answers to the three rounds of the staff survey, in order of round and service. */
export function drawStaffSurvey(
  random: Random,
  everybody: readonly SampleStaff[],
  spells: readonly SampleSpell[],
): readonly SurveyResponse[] {
  return staffYears.flatMap((wave) => {
    const day = surveyDays[wave];
    const away = new Set(
      spells
        .filter(({ kind, first, last }) => kind === "sickness" && first <= day && (last ?? day) >= day)
        .map(({ staff }) => staff),
    );
    let count = 0;
    return sampleServices.flatMap(({ id }) => {
      const there = everybody.filter(
        (one) => one.service === id && isPaid(one) && employedBetween(one, day, day) && !away.has(one),
      );
      const answering = random.sample(there, Math.round(there.length * RESPONSE));
      return responsesOf(random, id, wave, answering).map((response): SurveyResponse => {
        count += 1;
        return { ...response, code: `R${wave.slice(2, 4)}-${String(count).padStart(3, "0")}` };
      });
    });
  });
}

function responsesOf(random: Random, service: string, wave: StaffYear, staff: readonly SampleStaff[]) {
  const plan = staffPlan(service);
  // Centred and scaled, so that a service's mean is the planted one but for the spread of the items.
  const drawn = staff.map(() => random.normal());
  const centre = drawn.reduce((sum, one) => sum + one, 0) / Math.max(1, drawn.length);
  const traits = drawn.map((one) => (one - centre) * PERSON_SD);
  const learned = BURNOUT_LEARNING * staffYears.indexOf(wave);
  const shift = plan.strain[wave] - learned;
  const leavers = mostLikely(random, traits, plan.intendToLeave[wave]);
  const satisfied = mostLikely(random, traits, 1 - plan.satisfied[wave]);
  const consulted = mostLikely(random, traits, 1 - plan.consulted[wave]);
  const supervised = mostLikely(random, traits, 0.5);
  const agreement = (disagrees: boolean) =>
    random.chance(ITEM_LEFT_OUT) ? undefined : disagrees ? random.pick([1, 2, 2, 3]) : random.pick([4, 4, 5]);
  return staff.map(({ role }, index) => {
    const points = (scale: BurnoutScale) => levels[scale] + shift + (traits[index] ?? 0);
    const burnout = {
      personal: answersTo(random, "personal", points("personal")),
      work: answersTo(random, "work", points("work")),
      client: random.chance(0.05)
        ? itemsOf("client").map(() => undefined)
        : answersTo(random, "client", points("client")),
    };
    return {
      wave,
      day: surveyDays[wave] + random.int(0, 20),
      service,
      role,
      burnout,
      satisfied: agreement(satisfied.has(index)),
      consulted: agreement(consulted.has(index)),
      supervision: agreement(supervised.has(index)),
      intendsToLeave: random.chance(ITEM_LEFT_OUT) ? undefined : leavers.has(index),
    };
  });
}

const itemsOf = (scale: BurnoutScale): readonly number[] =>
  Array.from({ length: burnoutScales.find(({ id }) => id === scale)?.items ?? 0 }, (_, item) => item);

/** Answers of somebody whose score would be so many points. */
function answersTo(random: Random, scale: BurnoutScale, points: number): readonly (number | undefined)[] {
  return itemsOf(scale).map((item) => {
    if (random.chance(ITEM_LEFT_OUT)) return undefined;
    const answer = Math.min(5, Math.max(1, Math.round((points + ITEM_SD * random.normal()) / 25) + 1));
    return scale === "work" && item === REVERSED_WORK_ITEM ? 6 - answer : answer;
  });
}

/** The share of people with the highest strain, give or take: as positions. */
function mostLikely(random: Random, traits: readonly number[], share: number): ReadonlySet<number> {
  const ranked = traits
    .map((trait, index) => ({ index, rank: trait + PERSON_SD * random.normal() }))
    .sort((a, b) => b.rank - a.rank);
  return new Set(ranked.slice(0, Math.round(traits.length * share)).map(({ index }) => index));
}
