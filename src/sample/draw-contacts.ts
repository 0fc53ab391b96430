import { DATA_DAY, type Day, windowOf, workingDay } from "./calendar.ts";
import { drawCount } from "./draw-count.ts";
import { drift, learned, learning } from "./learning.ts";
import { type ByWindow, planted } from "./projects.ts";
import type { Random } from "./random.ts";
import { STRAINED_SERVICE, sampleServices } from "./units.ts";
import type { SampleContact, SampleReferral } from "./world.ts";

/** Median days to the first contact where no project sets another. */
export const firstContactDays = { elsewhere: 9, strained: 25 } as const;

/** Share of appointments missed without notice where no project sets another. */
export const MISSED_ELSEWHERE = 0.1;

/** The service whose volunteers take on administration: entries of each kind, of what they would be elsewhere. */
export const staffTime: {
  readonly service: string;
  readonly administration: ByWindow;
  readonly service_failures: ByWindow;
} = {
  service: "SVC04",
  administration: { before: 1.35, during: 0.85, after: 0.75 },
  service_failures: { before: 1.25, during: 0.9, after: 0.85 },
};

/** Draws the contacts of a referral and the work done for it, in order of day; none after the day of the export. */
export function drawContacts(random: Random, referral: SampleReferral): SampleContact[] {
  const { received, closed, status } = referral;
  const contacts: SampleContact[] = [];
  const end = closed ?? DATA_DAY;
  const failed = (day: Day) => contacts.push(appointment(random, referral, clip(day), "failed"));
  if (status === "declined") {
    if (random.chance(0.4)) failed(received + random.int(0, 6));
  } else if (status === "not_reached") {
    for (let k = random.int(2, 3); k > 0; k -= 1) failed(random.int(received + 1, end));
  } else {
    const first = workingDay(Math.min(end, received + drawWait(random, referral)));
    if (first > DATA_DAY) return [];
    if (first > received + 1 && random.chance(0.3)) failed(random.int(received + 1, first - 1));
    contacts.push(appointment(random, referral, first, "first"));
    const last = Math.min(end, first + 220);
    // Whoever was referred a few weeks ago has had fewer contacts.
    const mean = (referral.unit.service === STRAINED_SERVICE ? 2.7 : 4) * Math.min(1, (last - first) / 60);
    for (let k = drawCount(random, mean); k > 0; k -= 1)
      contacts.push(appointment(random, referral, clip(random.int(first, last)), "further"));
    contacts.push(...workFor(random, referral, first, last));
  }
  return contacts.sort((a, b) => a.day - b.day);
}

/** Whether the person and the service spoke with each other. */
export const isReached = ({ kind, twoWay, attendance }: SampleContact): boolean =>
  kind === "direct" && twoWay && (attendance === "5" || attendance === "6");

const clip = (day: Day): Day => Math.min(DATA_DAY, workingDay(day));

function drawWait(random: Random, { unit, urgency, received }: SampleReferral): number {
  const strained = unit.service === STRAINED_SERVICE;
  const median = planted(
    unit.project?.firstContact,
    windowOf(received),
    strained ? firstContactDays.strained : firstContactDays.elsewhere,
  );
  const pace = { routine: 1.1, urgent: 0.7, crisis: 0.4 }[urgency];
  const learnt = strained ? 1 : learning.waitFactor ** learned(received);
  return Math.round(median * pace * learnt * Math.exp(0.75 * random.normal()));
}

function appointment(
  random: Random,
  referral: SampleReferral,
  day: Day,
  which: "first" | "further" | "failed",
): SampleContact {
  const mode = drawMode(random, day, which === "further");
  const attendance =
    which === "first"
      ? random.chance(0.06)
        ? "6"
        : "5"
      : which === "failed"
        ? random.weighted(failures)
        : drawAttendance(random, referral, day);
  const attended = attendance === "5" || attendance === "6";
  const own = random.chance(0.9);
  return {
    referral,
    day,
    mode,
    attendance,
    minutes: attended ? minutesOf(random, mode) : 0,
    kind: "direct",
    linkWorker: own ? referral.linkWorker : colleague(random, referral),
    ...drawInterpreting(random, referral, day, attended),
    twoWay: attended && (which === "first" || (mode === "text" ? random.chance(0.5) : random.chance(0.96))),
  };
}

const failures: readonly (readonly [string, number])[] = [
  ["3", 62],
  ["2", 20],
  ["4", 12],
  ["7", 6],
];

function drawAttendance(random: Random, { unit }: SampleReferral, day: Day): string {
  const missed = drift(planted(unit.project?.missed, windowOf(day), MISSED_ELSEWHERE), day, -1);
  if (random.chance(missed)) return "3";
  return random.weighted(outcomesOfAppointments);
}

const outcomesOfAppointments: readonly (readonly [string, number])[] = [
  ["5", 850],
  ["6", 55],
  ["2", 50],
  ["4", 28],
  ["7", 17],
];

/** From the telephone towards face to face, as the years of the pandemic recede. */
function drawMode(random: Random, day: Day, further: boolean): string {
  const gone = learned(day);
  return random.weighted([
    ["telephone", 0.6 - 0.22 * gone],
    ["face_to_face", 0.16 + 0.2 * gone],
    ["video", 0.09 - 0.03 * gone],
    ["home_visit", 0.07 + 0.02 * gone],
    ["group", further ? 0.03 + 0.03 * gone : 0],
    ["text", further ? 0.05 : 0],
  ]);
}

const minutesByMode: Readonly<Record<string, readonly [number, number]>> = {
  telephone: [15, 40],
  face_to_face: [30, 60],
  video: [25, 45],
  home_visit: [40, 75],
  group: [60, 120],
  text: [2, 6],
};

/** Minutes, to the nearest five but for messages, as people write them down. */
function minutesOf(random: Random, mode: string): number {
  const [low, high] = minutesByMode[mode] ?? [15, 45];
  const minutes = random.int(low, high);
  return mode === "text" ? minutes : Math.round(minutes / 5) * 5;
}

function drawInterpreting(
  random: Random,
  { person, unit }: SampleReferral,
  day: Day,
  attended: boolean,
): Pick<SampleContact, "interpreterBooked" | "interpreterPresent" | "languageMatched"> {
  if (person.interpreter !== true) {
    const known = person.interpreter === false;
    return {
      interpreterBooked: known ? false : undefined,
      interpreterPresent: undefined,
      languageMatched: undefined,
    };
  }
  const matched = random.chance(drift(planted(unit.project?.languageMatched, windowOf(day), 0.12), day));
  const booked = !matched && random.chance(0.6);
  return {
    interpreterBooked: booked,
    interpreterPresent: booked && attended ? random.chance(drift(0.82, day)) : undefined,
    languageMatched: matched,
  };
}

const namesIn = new Map(
  sampleServices.map(({ id, linkWorkers }) => [id, linkWorkers.map((worker) => worker.id)] as const),
);
const colleague = (random: Random, { unit, linkWorker }: SampleReferral): string =>
  random.pick(namesIn.get(unit.service) ?? [linkWorker]);

const kindsOfWork = [
  { kind: "administration", mean: 0.9, minutes: [15, 75] },
  { kind: "service_failures", mean: 0.4, minutes: [10, 50] },
  { kind: "travel", mean: 0.35, minutes: [15, 45] },
] as const;
const MOST_WORK = 1.4;

/** Work without the person. Its amount follows the day it is done on, so it is drawn at its highest and thinned. */
function workFor(random: Random, referral: SampleReferral, first: Day, last: Day): SampleContact[] {
  const helped = referral.unit.service === staffTime.service;
  return kindsOfWork.flatMap(({ kind, mean, minutes: [low, high] }) =>
    Array.from({ length: drawCount(random, mean * MOST_WORK) }, () => clip(random.int(first, last)))
      .filter((day) => {
        const factor = helped && kind !== "travel" ? staffTime[kind][windowOf(day)] : 1;
        return random.chance((factor * (1 - 0.08 * learned(day))) / MOST_WORK);
      })
      .map(
        (day): SampleContact => ({
          referral,
          day,
          mode: random.chance(0.7) ? "telephone" : "face_to_face",
          attendance: "5",
          minutes: Math.round(random.int(low, high) / 5) * 5,
          kind,
          linkWorker: referral.linkWorker,
          interpreterBooked: undefined,
          interpreterPresent: undefined,
          languageMatched: undefined,
          twoWay: false,
        }),
      ),
  );
}
