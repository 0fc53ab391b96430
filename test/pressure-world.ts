import type { ExactEstimate } from "../src/disclosure/protect-estimates.ts";
import type { WorkforceRows } from "../src/measures/workforce-rows.ts";
import { BURNOUT_SCALE } from "../src/measures/workforce-survey.ts";
import { WORK_KINDS } from "../src/measures/workforce-time.ts";
import { type Programme, programmeSchema } from "../src/model/programme.ts";
import { blankEstimate } from "../src/release/blank-estimate.ts";
import { workforceEstimates } from "../src/release/exact-workforce.ts";
import { type Place, workforceCell } from "../src/release/workforce-cell.ts";
import type { Random } from "../src/sample/random.ts";

/** What is true of a service: of a usual one, everything at {@link USUAL}. */
export interface ServiceTruth {
  /** New referrals a year for each full-time equivalent. */
  readonly rate: number;
  /** Open cases and people waiting, as a multiple of the usual, at the end of the year and a year before. */
  readonly open: number;
  readonly openBefore: number;
  /** Share of time on responding to service failures. */
  readonly failures: number;
  /** Shares of staff with 15 or more sick days, and with the intention to leave. */
  readonly longAbsence: number;
  readonly leaving: number;
  /** Points by which the burnout score rose. */
  readonly burnout: number;
}

export const USUAL: ServiceTruth = {
  rate: 225,
  open: 1,
  openBefore: 1,
  failures: 0.06,
  longAbsence: 0.18,
  leaving: 0.3,
  burnout: 0,
};

/** Staff of the eleven other services: most are small, as link-worker teams are. */
const OTHERS = [3, 4, 4, 5, 5, 5, 6, 10, 12, 20, 24];
const [OPEN_PER_FTE, WAITING_PER_FTE] = [75, 8];
const FTE = 0.8;
const [YEAR, WAVE_BEFORE, QUARTER, QUARTER_BEFORE] = ["2023-24", "2022-23", "2024-Q1", "2023-Q1"];
const ANSWERING = 0.8;
const [POINTS_MEAN, POINTS_SD] = [41, 13];
/** How strongly one person's strain tells in sickness and in the wish to leave, in log odds. */
const SHARED = 0.8;

export const OWN = "S01";
const serviceIds = [OWN, ...OTHERS.map((_, index) => `S${String(index + 2).padStart(2, "0")}`)];

export const pressureProgramme: Programme = programmeSchema.parse({
  id: "made",
  name: "Made for a test",
  synthetic: true,
  window: { from: "2021-04-01", to: "2024-03-31" },
  data_date: "2024-05-31",
  services: serviceIds.map((id) => ({ id, name: id })),
  sources: [{ id: "roster", system: "hr", file: "r.csv", profile: "r" }],
});

/** A Poisson count; from a mean of 50 by the normal curve with its skewness put right. */
function poissonDraw(random: Random, mean: number): number {
  if (mean >= 50) {
    const [z, sd] = [random.normal(), Math.sqrt(mean)];
    return Math.max(0, Math.round(mean + sd * (z + (z * z - 1) / (6 * sd))));
  }
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; count += 1) product *= random.uniform();
  return count;
}

interface Person {
  /** Minutes recorded, and those of them on service failures. */
  readonly minutes: number;
  readonly failures: number;
  readonly sickDays: number;
  /** Undefined: did not answer. */
  readonly leaving: boolean | undefined;
  readonly scores: readonly [before: number | undefined, now: number | undefined];
}

const odds = (share: number): number => Math.log(share / (1 - share));
const shareAt = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

function drawPerson(random: Random, truth: ServiceTruth): Person {
  const strain = random.normal();
  const minutes = Math.round(55_000 * (0.8 + 0.4 * random.uniform()));
  const share = Math.min(0.9, Math.max(0, truth.failures * (1 + 0.35 * random.normal())));
  const isLong = random.chance(shareAt(odds(truth.longAbsence) + SHARED * strain));
  const sickDays = isLong ? 15 - Math.floor(40 * Math.log(1 - random.uniform())) : random.int(0, 9);
  const score = (shift: number): number | undefined => {
    if (!random.chance(ANSWERING)) return undefined;
    const points = POINTS_MEAN + shift + POINTS_SD * (0.7 * strain + 0.714 * random.normal());
    return Math.round(Math.min(100, Math.max(0, points)) * 7) * (BURNOUT_SCALE / 7);
  };
  return {
    minutes,
    failures: Math.round(minutes * share),
    sickDays: Math.min(366, sickDays),
    leaving: random.chance(ANSWERING)
      ? random.chance(shareAt(odds(truth.leaving) + SHARED * strain))
      : undefined,
    scores: [score(0), score(truth.burnout)],
  };
}

interface Drawn {
  readonly service: string;
  readonly people: readonly Person[];
  readonly received: number;
  readonly open: readonly [before: number, now: number];
  readonly waiting: readonly [before: number, now: number];
}

function drawService(random: Random, service: string, staff: number, truth: ServiceTruth): Drawn {
  const fte = staff * FTE;
  const cases = (perFte: number) =>
    [
      poissonDraw(random, perFte * fte * truth.openBefore),
      poissonDraw(random, perFte * fte * truth.open),
    ] as const;
  return {
    service,
    people: Array.from({ length: staff }, () => drawPerson(random, truth)),
    received: poissonDraw(random, truth.rate * fte),
    open: cases(OPEN_PER_FTE),
    waiting: cases(WAITING_PER_FTE),
  };
}

/** Exact estimates of a programme of twelve services: one of so many staff with this truth, eleven as `other` says. */
export function drawPressureWorld(
  random: Random,
  staff: number,
  truth: ServiceTruth,
  other: () => ServiceTruth,
): readonly ExactEstimate[] {
  const services = [
    drawService(random, OWN, staff, truth),
    ...OTHERS.map((size, index) => drawService(random, serviceIds[index + 1] ?? "", size, other())),
  ];
  const both = <T>(of: readonly (readonly [T, T])[]): readonly [readonly T[], readonly T[]] => [
    of.map(([before]) => before),
    of.map(([, now]) => now),
  ];
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const pair = (of: readonly (readonly [number, number])[]) => both(of).map(sum) as [number, number];
  const whole: Drawn = {
    service: "",
    people: services.flatMap(({ people }) => people),
    received: sum(services.map(({ received }) => received)),
    open: pair(services.map(({ open }) => open)),
    waiting: pair(services.map(({ waiting }) => waiting)),
  };
  const cells = [whole, ...services];
  const rows: WorkforceRows = {
    ...EMPTY,
    fte: cells.flatMap(fteRowsOf),
    flow: cells.flatMap(flowRowsOf),
    staff: cells.map((one) => ({
      ...placeAt(one, "financial_year", YEAR),
      staff: one.people.length,
      at_start: one.people.length,
      left_by_end: 0,
      volunteers_left: 0,
      to_employment: 0,
    })),
    absence: cells.map((one) => ({
      ...placeAt(one, "financial_year", YEAR),
      staff: one.people.length,
      long_absence: one.people.filter(({ sickDays }) => sickDays >= 15).length,
    })),
    sickness: cells.map(sicknessRowOf),
    answers: cells.map((one) => ({
      ...placeAt(one, "financial_year", YEAR),
      item: "intend_to_leave" as const,
      answered: one.people.filter(({ leaving }) => leaving !== undefined).length,
      agreed: one.people.filter(({ leaving }) => leaving === true).length,
    })),
    burnout: cells.flatMap((one) => [WAVE_BEFORE, YEAR].map((wave, place) => burnoutRowOf(one, wave, place))),
    time: cells.map(timeRowOf),
  };
  return [...workforceEstimates(rows, pressureProgramme), ...cells.flatMap(countsOf)];
}

const EMPTY: WorkforceRows = {
  has_published_fte: false,
  fte: [],
  flow: [],
  patients: [],
  staff: [],
  absence: [],
  sickness: [],
  publishedAbsence: [],
  turnover: [],
  tenure: [],
  vacancies: [],
  posts: [],
  burnout: [],
  answers: [],
  time: [],
  timeChange: [],
  staffSurvey: { responses: [], burnoutScores: [], burnoutPairs: [], burnoutItems: [], scores: [] },
  cases: { spans: [], rows: [] },
  support: [],
  contacts: [],
};

const placeAt = ({ service }: Drawn, period_type: Place["period_type"], period: string): Place =>
  service === ""
    ? { area_type: "programme", area: "programme", period_type, period }
    : { area_type: "service", area: service, period_type, period };

const PERIODS = [
  ["financial_year", YEAR],
  ["quarter", QUARTER],
  ["quarter", QUARTER_BEFORE],
] as const;

function fteRowsOf(one: Drawn): WorkforceRows["fte"] {
  const e6 = FTE * 1_000_000;
  const workers = one.people.length;
  const only = { only_service: one.service === "" ? null : one.service, only_pcn: null, workers };
  const days = 366;
  return [
    {
      ...placeAt(one, "financial_year", YEAR),
      ...only,
      basis: "average",
      days,
      fte_days_e6: workers * e6 * days,
      largest_fte_days_e6: e6 * days,
    },
    ...PERIODS.map(([period_type, period]) => ({
      ...placeAt(one, period_type, period),
      ...only,
      basis: "day" as const,
      days: 1,
      fte_days_e6: workers * e6,
      largest_fte_days_e6: e6,
    })),
  ];
}

const flowRowsOf = (one: Drawn): WorkforceRows["flow"] =>
  PERIODS.map(([period_type, period]) => ({
    ...placeAt(one, period_type, period),
    received: one.received,
    open: one.open[period === QUARTER_BEFORE ? 0 : 1],
  }));

function countsOf(one: Drawn): readonly ExactEstimate[] {
  const count = (measure: string, [period_type, period]: (typeof PERIODS)[number], value: number) =>
    ({
      ...workforceCell(placeAt(one, period_type, period), measure),
      ...blankEstimate,
      value,
      n: value,
      method: "count",
      status: "published",
      note: "",
      kind: "count",
      decimals: 0,
    }) as const;
  const [year, now, before] = PERIODS;
  return [
    count("referrals", year, one.received),
    count("cases_open", before, one.open[0]),
    count("cases_open", now, one.open[1]),
    count("cases_waiting", before, one.waiting[0]),
    count("cases_waiting", now, one.waiting[1]),
  ];
}

/** Full-time-equivalent days of sickness, all of them in one spell of each person. */
function sicknessRowOf(one: Drawn): WorkforceRows["sickness"][number] {
  const e6 = FTE * 1_000_000;
  const days = 366;
  const over = (of: (person: Person) => bigint) =>
    one.people.reduce((total, person) => total + of(person), 0n);
  const lost = ({ sickDays }: Person) => BigInt(sickDays * e6);
  const available = BigInt(days * e6);
  const isLong = ({ sickDays }: Person) => (sickDays >= 28 ? 1n : 0n);
  const top = (of: (person: Person) => bigint) =>
    one.people.map((person) => Number(of(person))).sort((a, b) => b - a);
  const [most = 0, next = 0] = top(lost);
  const [mostLong = 0, nextLong = 0] = top((person) => lost(person) * isLong(person));
  const [mostShort = 0, nextShort = 0] = top((person) => lost(person) * (1n - isLong(person)));
  const spells = one.people.filter(({ sickDays }) => sickDays > 0).length;
  const staff = one.people.length;
  return {
    ...placeAt(one, "financial_year", YEAR),
    staff,
    with_fte: staff,
    lost: over(lost),
    available: BigInt(staff) * available,
    lost2: over((person) => lost(person) ** 2n),
    lost_available: over((person) => lost(person) * available),
    available2: BigInt(staff) * available ** 2n,
    lost_largest: most,
    lost_second: next,
    sick: spells,
    long: over((person) => lost(person) * isLong(person)),
    long2: over((person) => lost(person) ** 2n * isLong(person)),
    long_lost: over((person) => lost(person) ** 2n * isLong(person)),
    long_largest: mostLong,
    long_second: nextLong,
    short_largest: mostShort,
    short_second: nextShort,
    spells,
    days: staff * days,
    spells2: spells,
    spells_days: spells * days,
    days2: staff * days ** 2,
    spells_largest: Math.min(1, spells),
    spells_second: spells > 1 ? 1 : 0,
  };
}

function burnoutRowOf(one: Drawn, wave: string, place: number): WorkforceRows["burnout"][number] {
  const scores = one.people.map(({ scores: both }) => both[place]).filter((score) => score !== undefined);
  return {
    ...placeAt(one, "financial_year", wave),
    subscale: "work",
    n: scores.length,
    sum: scores.reduce((total, score) => total + score, 0),
    sum2: scores.reduce((total, score) => total + score * score, 0),
  };
}

function timeRowOf(one: Drawn): WorkforceRows["time"][number] {
  const over = (of: (person: Person) => number) =>
    one.people.reduce((total, person) => total + BigInt(of(person)), 0n);
  const part = (kind: string) => (person: Person) =>
    kind === "service_failures" ? person.failures : kind === "direct" ? person.minutes - person.failures : 0;
  return {
    ...placeAt(one, "financial_year", YEAR),
    workers: one.people.length,
    total: over(({ minutes }) => minutes),
    total2: over(({ minutes }) => minutes * minutes),
    ...Object.fromEntries(
      WORK_KINDS.flatMap((kind) => {
        const of = part(kind);
        return [
          [kind, over(of)],
          [`${kind}2`, over((person) => of(person) ** 2)],
          [`${kind}_total`, over((person) => of(person) * person.minutes)],
        ];
      }),
    ),
  };
}
