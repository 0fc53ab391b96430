import type { SampleWindow } from "./calendar.ts";
import type { EthnicCode } from "./places.ts";

/** Shares or factors before, during and after the pilot. */
export type ByWindow = Readonly<Record<SampleWindow, number>>;

/**
 * A project of the sample: id, borough and question as documented, everything that happens in it planted. Shares are
 * those before the learning of all services is added (learning.ts).
 */
export interface SampleProject {
  readonly id: string;
  /** Neutral title: an invented result must not travel under the name of a real organisation. */
  readonly title: string;
  readonly borough: string;
  readonly question: string;
  /** People at scale 1. */
  readonly people: number;
  /** Points of activation that referrals received during and after the pilot gain through the project. */
  readonly effect: number;
  /** Probability that a person with a baseline who is due is followed up, before person-level differences. */
  readonly followedUp: number;
  readonly men?: ByWindow;
  readonly ages?: readonly [number, number];
  /** Share of referrals that do not come from general practice. */
  readonly notGp?: ByWindow;
  readonly outOfHours?: ByWindow;
  readonly crisis?: ByWindow;
  /** Share of people who are not registered with a GP. */
  readonly unregistered?: ByWindow;
  /** Share of people whose GP is in another borough. */
  readonly outOfBorough?: ByWindow;
  readonly cohorts?: readonly (readonly [string, ByWindow])[];
  /** Ethnic categories drawn this many times as often, throughout. */
  readonly tilt?: { readonly codes: readonly EthnicCode[]; readonly factor: number };
  /** Share of people who speak Somali or Arabic. */
  readonly somaliOrArabic?: ByWindow;
  /** Share who need an interpreter, of those whose language is not English. */
  readonly needInterpreter?: number;
  readonly mainReason?: readonly [string, number];
  /** Chance of each further reason. */
  readonly moreReasons?: ByWindow;
  /** Share of people referred again. */
  readonly again?: ByWindow;
  /** Median days to the first contact. */
  readonly firstContact?: ByWindow;
  /** Share of appointments that people miss without notice. */
  readonly missed?: ByWindow;
  /** Share of contacts with a worker who speaks the language, of people who need an interpreter. */
  readonly languageMatched?: ByWindow;
  /** Share of goals met. */
  readonly goalsMet?: ByWindow;
  /** Share of referrals that get an activity of this type: of the cohort, where one is named. */
  readonly offers?: readonly { readonly type: string; readonly cohort?: string; readonly share: ByWindow }[];
  /** Share of people waiting for counselling who start a taster in the meantime. */
  readonly taster?: ByWindow;
  /** GP contacts after, of what they would have been: 1 is no effect. */
  readonly gpContacts?: ByWindow;
}

const flat = (share: number): ByWindow => ({ before: share, during: share, after: share });
const then = (before: number, during: number, after: number): ByWindow => ({ before, during, after });

/** The twelve projects, in order of id. */
export const sampleProjects: readonly SampleProject[] = [
  {
    id: "SPIP07",
    title: "support for people at risk of diabetes",
    borough: "E09000031",
    question: "Do people at risk of diabetes who the online programme does not suit get support?",
    people: 900,
    effect: 0,
    followedUp: 0.55,
    cohorts: [["pre_diabetes", flat(0.42)]],
    tilt: { codes: ["H", "J", "K", "L", "M", "N", "P"], factor: 1.8 },
    offers: [{ type: "diabetes_support", cohort: "pre_diabetes", share: flat(0.6) }],
  },
  {
    id: "SPIP10",
    title: "wellness events",
    borough: "E09000012",
    question: "Do wellness events help people whose goals were not met?",
    people: 880,
    effect: 3,
    followedUp: 0.53,
    cohorts: [
      ["goals_not_met", flat(0.35)],
      ["homeless", then(0.05, 0.12, 0.12)],
      ["refugee_or_asylum", then(0.04, 0.08, 0.08)],
      ["smi", flat(0.1)],
    ],
    goalsMet: then(0.34, 0.5, 0.52),
    offers: [{ type: "wellness_event", share: then(0.02, 0.5, 0.45) }],
  },
  {
    id: "SPIP12",
    title: "other doors than the GP's",
    borough: "E09000002",
    question: "Do people who cannot come through a GP reach the service?",
    people: 930,
    effect: 0,
    followedUp: 0.5,
    notGp: then(0.2, 0.5, 0.55),
    outOfHours: then(0.05, 0.35, 0.35),
    unregistered: then(0.04, 0.11, 0.12),
    outOfBorough: then(0.05, 0.12, 0.13),
  },
  {
    id: "SPIP13",
    title: "volunteers who take on administration",
    borough: "E09000007",
    question: "Do volunteers who take on administration reduce burnout and turnover?",
    people: 900,
    effect: 0,
    followedUp: 0.56,
  },
  {
    id: "SPIP16",
    title: "more men in social prescribing",
    borough: "E09000030",
    question: "Do more men benefit?",
    people: 940,
    effect: 5,
    followedUp: 0.54,
    men: then(0.27, 0.36, 0.37),
    offers: [{ type: "mens_group", share: then(0.02, 0.14, 0.16) }],
    gpContacts: then(1, 0.95, 0.95),
  },
  {
    id: "SPIP23",
    title: "loneliness among older Asian, Irish and Black people",
    borough: "E09000009",
    question: "Are older Asian, Irish and Black people less lonely?",
    people: 870,
    effect: 0,
    followedUp: 0.52,
    ages: [62, 92],
    tilt: { codes: ["B", "H", "J", "K", "L", "M", "N", "P"], factor: 2 },
    needInterpreter: 0.5,
    mainReason: ["loneliness", 0.75],
    missed: flat(0.17),
    languageMatched: then(0.2, 0.42, 0.45),
    offers: [{ type: "befriending", share: flat(0.35) }],
  },
  {
    id: "SPIP25",
    title: "tasters while waiting for counselling",
    borough: "E09000031",
    question: "Do tasters fill the wait for counselling?",
    people: 910,
    effect: 3,
    followedUp: 0.55,
    cohorts: [["waiting_for_counselling", flat(0.45)]],
    mainReason: ["mental_health", 0.7],
    offers: [{ type: "counselling", cohort: "waiting_for_counselling", share: flat(0.9) }],
    taster: then(0.05, 0.65, 0.65),
  },
  {
    id: "SPIP26",
    title: "Somali- and Arabic-speaking patients",
    borough: "E09000007",
    question: "Do Somali- and Arabic-speaking patients reach the service?",
    people: 880,
    effect: 0,
    followedUp: 0.5,
    somaliOrArabic: then(0.05, 0.13, 0.14),
    offers: [{ type: "language_class", share: then(0.02, 0.06, 0.06) }],
  },
  {
    id: "SPIP28",
    title: "physical health with severe mental illness",
    borough: "E09000017",
    question: "Does a specialised link worker improve physical health for people with severe mental illness?",
    people: 870,
    effect: 6,
    followedUp: 0.5,
    ages: [28, 50],
    cohorts: [["smi", then(0.5, 0.68, 0.68)]],
    mainReason: ["mental_health", 0.92],
    offers: [{ type: "health_check", cohort: "smi", share: then(0.35, 0.75, 0.75) }],
    gpContacts: then(1, 0.95, 0.95),
  },
  {
    id: "SPIP31",
    title: "people not registered with a GP, newly arrived",
    borough: "E09000018",
    question: "Do people not registered with a GP, newly arrived, get help before a crisis?",
    people: 930,
    effect: 0,
    followedUp: 0.47,
    notGp: then(0.35, 0.6, 0.6),
    crisis: then(0.22, 0.13, 0.12),
    unregistered: then(0.14, 0.27, 0.28),
    cohorts: [
      ["refugee_or_asylum", then(0.1, 0.25, 0.25)],
      ["migrant", then(0.12, 0.2, 0.2)],
    ],
    firstContact: then(14, 7, 7),
  },
  {
    id: "SPIP33",
    title: "evaluation with link workers at the core",
    borough: "E09000022",
    question: "Does evaluating services with link workers at the core improve retention?",
    people: 900,
    effect: 0,
    followedUp: 0.58,
  },
  {
    id: "SPIP40",
    title: "proactive support for women",
    borough: "E09000022",
    question: "Does proactive, holistic support for women reduce the revolving door?",
    people: 850,
    effect: 2,
    followedUp: 0.54,
    men: flat(0.02),
    ages: [18, 62],
    cohorts: [["maternity", flat(0.12)]],
    crisis: then(0.14, 0.09, 0.08),
    moreReasons: then(0.42, 0.58, 0.58),
    again: then(0.3, 0.18, 0.16),
    offers: [{ type: "womens_group", share: then(0.1, 0.3, 0.3) }],
  },
];

/** The value of a window, or what holds where the project plants none. */
export const planted = (shares: ByWindow | undefined, window: SampleWindow, elsewhere: number): number =>
  shares?.[window] ?? elsewhere;
