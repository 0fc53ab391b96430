import { DATA_DAY, type Day, dayOf, workingDay } from "../calendar.ts";
import type { Random } from "../random.ts";
import { drawPeople, type PeopleMix, type TemplatePerson } from "./draw-people.ts";

/** A contact of a hub worker with a person, or an appointment that did not come about. */
export interface HubContact {
  readonly day: Day;
  /** NHS code: 5 and 6 attended, 7 too late, 3 did not attend, 2 cancelled. */
  readonly attendance: "5" | "6" | "7" | "3" | "2";
  readonly mode: string;
  /** Undefined where the person needs no interpreter and nobody noted it. */
  readonly booked: boolean | undefined;
  readonly present: boolean | undefined;
  readonly matched: boolean | undefined;
}

/** A group or service that the person was offered. */
export interface HubActivity {
  readonly type: string;
  readonly offered: Day;
  readonly first: Day | undefined;
  readonly attended: number | undefined;
}

/** Answers to a well-being survey: seven items from 1 to 5, three from 1 to 3. */
export interface HubSurvey {
  readonly day: Day;
  readonly wellbeing: readonly number[];
  readonly loneliness: readonly number[];
}

/** One person who was referred to a hub or joined it, and everything that followed by the data date. */
export interface HubReferral {
  readonly person: TemplatePerson;
  readonly id: string;
  readonly service: "HUB1" | "HUB2";
  readonly pcn: string;
  readonly joined: Day;
  readonly source: string;
  /** Antenatal or Postnatal: in the maternity cohort; empty: in no cohort. */
  readonly stage: "Antenatal" | "Postnatal" | "";
  /** As the hubs write them. */
  readonly needs: readonly string[];
  readonly mentalHealth: boolean;
  readonly declined: boolean;
  readonly closed: Day | undefined;
  readonly contacts: readonly HubContact[];
  readonly activities: readonly HubActivity[];
  readonly before: HubSurvey | undefined;
  readonly after: HubSurvey | undefined;
}

const FROM = dayOf("2023-04-01");
const TO = dayOf("2024-03-31");
/** Whether a day lies in the window of the template's programme.yaml: contacts outside count in no share. */
export const isInHubWindow = (day: Day): boolean => day >= FROM && day <= TO;

const mix: PeopleMix = {
  ages: [18, 43],
  day: TO,
  women: 0.95,
  needInterpreter: 0.68,
  // The hubs ask everybody: a few unknown would have to be withheld, and the number who need one with them.
  interpreterUnknown: 0,
  backgrounds: [
    [["A", "en"], 34],
    [["C", "en"], 3],
    [["C", "pl"], 7],
    [["C", "ro"], 6],
    [["S", "ar"], 12],
    [["S", "fa"], 5],
    [["S", "ckb"], 5],
    [["N", "so"], 5],
    [["N", "ti"], 4],
    [["N", "en"], 4],
    [["J", "ur"], 5],
    [["K", "bn"], 4],
    [["R", "yue"], 3],
    [["G", "en"], 3],
  ],
};

/** What the hubs write for needs of mental health; programme.yaml says what they are. */
const mentalHealthNeeds = [
  "Perinatal mental health",
  "Postnatal depression",
  "Birth trauma",
  "Anxiety in pregnancy",
  "Low mood",
];
const otherNeeds = [
  "Social isolation",
  "ESOL",
  "Infant feeding",
  "Benefits advice",
  "Housing",
  "Healthy eating",
];
const offers = {
  HUB1: ["language_class", "womens_group", "counselling", "information_and_advice", "befriending", "diet"],
  HUB2: ["language_class", "womens_group", "information_and_advice", "befriending"],
} as const;

const seen = (day: Day): Day | undefined => (day <= DATA_DAY ? day : undefined);

/** Draws the people of a year, each with one referral. */
export function drawHub(random: Random, people: number): HubReferral[] {
  return drawPeople(random, people, "FH", mix).map((person, index) => {
    const joined = workingDay(random.int(FROM, TO - 2));
    const service = random.chance(0.62) ? "HUB1" : "HUB2";
    const stage = random.weighted<HubReferral["stage"]>([
      ["Antenatal", 4],
      ["Postnatal", 4],
      ["", 2],
    ]);
    const mentalHealth = random.chance(stage === "" ? 0.25 : 0.52);
    const declined = random.chance(0.06);
    const contacts = declined ? [] : drawContacts(random, person, joined);
    const met = contacts.some(({ attendance }) => attendance === "5" || attendance === "6");
    const activities =
      met && random.chance(0.84) ? [drawActivity(random, random.pick(offers[service]), joined)] : [];
    const before =
      met && random.chance(0.85) ? drawSurvey(random, joined + random.int(0, 20), 2.7) : undefined;
    const follow =
      before === undefined || !random.chance(0.62) ? undefined : seen(before.day + random.int(70, 150));
    return {
      person,
      id: `H${30_000 + index}`,
      service,
      pcn: service === "HUB1" ? random.pick(["U9951", "U9952"]) : "U9953",
      joined,
      source: random.weighted([
        ["Midwife", 5],
        ["Health visitor", 3],
        ["GP", 2],
        ["Self", 2],
        ["Community organisation", 1],
      ]),
      stage,
      needs: [
        ...(mentalHealth ? [random.pick(mentalHealthNeeds)] : []),
        ...random.sample(otherNeeds, random.int(mentalHealth ? 0 : 1, 2)),
      ],
      mentalHealth,
      declined,
      closed: declined ? joined + 10 : random.chance(0.7) ? seen(joined + random.int(120, 200)) : undefined,
      contacts,
      activities,
      before,
      after: follow === undefined ? undefined : drawSurvey(random, follow, 3.1),
    };
  });
}

function drawContacts(random: Random, person: TemplatePerson, joined: Day): HubContact[] {
  let day = joined + random.int(2, 20);
  return Array.from({ length: random.int(1, 5) }, (): HubContact => {
    day = workingDay(day + random.int(1, 12));
    const needs = person.interpreter === true;
    const matched = needs ? random.chance(0.22) : undefined;
    const booked = needs && (matched !== true ? random.chance(0.78) : random.chance(0.1));
    const attendance = random.weighted<HubContact["attendance"]>([
      ["5", 74],
      ["6", 8],
      ["7", 2],
      ["3", 11],
      ["2", 5],
    ]);
    return {
      day,
      attendance,
      mode: random.pick(["face_to_face", "face_to_face", "telephone", "home_visit", "group"]),
      booked: needs ? booked : random.chance(0.5) ? false : undefined,
      present: needs ? booked && random.chance(0.81) : undefined,
      matched,
    };
  }).filter((contact) => contact.day <= DATA_DAY);
}

function drawActivity(random: Random, type: string, joined: Day): HubActivity {
  const offered = joined + random.int(14, 40);
  const first = random.chance(0.78) ? seen(offered + random.int(3, 35)) : undefined;
  return { type, offered, first, attended: first === undefined ? undefined : random.int(1, 10) };
}

const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, Math.round(value)));

function drawSurvey(random: Random, day: Day, level: number): HubSurvey {
  const own = level + 0.5 * random.normal();
  return {
    day,
    wellbeing: Array.from({ length: 7 }, () => clamp(own + 0.7 * random.normal(), 1, 5)),
    loneliness: Array.from({ length: 3 }, () => clamp(4 - 0.7 * own + 0.5 * random.normal(), 1, 3)),
  };
}
