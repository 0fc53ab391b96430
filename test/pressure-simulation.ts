import { policies } from "../src/disclosure/policy.ts";
import { protectEstimates } from "../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../src/disclosure/sealed.ts";
import type { SimulatedService } from "../src/findings/pressure-document.ts";
import { pressureSignal } from "../src/findings/pressure-signal.ts";
import type { Catalogue } from "../src/release/catalogue.ts";
import { cataloguePolicy } from "../src/release/catalogue-policy.ts";
import { type Random, seededRandom } from "../src/sample/random.ts";
import { drawPressureWorld, OWN, pressureProgramme, type ServiceTruth, USUAL } from "./pressure-world.ts";
import { catalogue as anyCatalogue } from "./unit/reports-support.ts";

export const SIZES = [2, 5, 12, 25] as const;
const POLICIES = ["nhs-england", "none"] as const;

interface Scenario {
  readonly truth: SimulatedService["truth"];
  readonly service: string;
  readonly own: (random: Random) => ServiceTruth;
  readonly other: (random: Random) => ServiceTruth;
}

const usual = () => USUAL;
/** Services differ by nature: length of support, people, habits of recording. */
const byNature = (random: Random): ServiceTruth => {
  const times = (spread: number) => Math.exp(spread * random.normal());
  const open = times(0.2);
  return {
    ...USUAL,
    rate: USUAL.rate * times(0.05),
    open,
    openBefore: open,
    failures: USUAL.failures * times(0.1),
    longAbsence: Math.min(0.9, USUAL.longAbsence * times(0.2)),
    leaving: Math.min(0.9, USUAL.leaving * times(0.15)),
  };
};

export const SCENARIOS: readonly Scenario[] = [
  {
    truth: "unstrained",
    service: "Like all others, new referrals exactly at the top of the guidance",
    own: () => ({ ...USUAL, rate: 250 }),
    other: usual,
  },
  {
    truth: "unstrained",
    service: "Services differ by nature, none is strained",
    own: byNature,
    other: byNature,
  },
  {
    truth: "one",
    service: "One pressure: 325 new referrals a year for each worker",
    own: () => ({ ...USUAL, rate: 325 }),
    other: usual,
  },
  {
    truth: "strained",
    service:
      "Work piles up: 325 new referrals, twice the open cases, a quarter more of them than a year before",
    own: () => ({ ...USUAL, rate: 325, open: 2, openBefore: 1.6 }),
    other: usual,
  },
  {
    truth: "strained",
    service:
      "Staff under strain: 12% of time on service failures (others 6%), 45% long sick (18%), 65% mean to leave (30%), burnout 12 points up",
    own: () => ({ ...USUAL, failures: 0.12, longAbsence: 0.45, leaving: 0.65, burnout: 12 }),
    other: usual,
  },
  {
    truth: "strained",
    service: "Both, by half as much",
    own: () => ({
      rate: 290,
      open: 1.5,
      openBefore: 1.3,
      failures: 0.09,
      longAbsence: 0.32,
      leaving: 0.48,
      burnout: 6,
    }),
    other: usual,
  },
];

const catalogueOf = (policy: (typeof POLICIES)[number]): Catalogue => ({
  ...anyCatalogue,
  programme: {
    ...anyCatalogue.programme,
    window: pressureProgramme.window,
    data_date: pressureProgramme.data_date,
  },
  policy: cataloguePolicy(policies[policy]),
  areas: [{ area_type: "service", area: OWN, label: OWN, within: null }],
  periods: [{ period_type: "financial_year", period: "2023-24", label: "2023 to 2024" }],
  workforce: { ...anyCatalogue.workforce, referrals_per_fte: { from: 200, to: 250, source: "Guidance" } },
});

/** What became of the rules in each replicate. */
export interface PressureTally {
  readonly policy: string;
  readonly staff: number;
  readonly scenario: number;
  readonly judged: number;
  readonly any: number;
  readonly several: number;
  /** How often each rule was judged and shown. */
  readonly rules: ReadonlyMap<string, { readonly judged: number; readonly shown: number }>;
}

/** Draws a scenario so many times for one size of team, and judges each draw under each policy. */
export function simulatePressure(
  scenario: number,
  staff: number,
  replicates: number,
): readonly PressureTally[] {
  const planned = SCENARIOS[scenario];
  if (planned === undefined) throw new RangeError(`There is no scenario ${scenario}.`);
  const random = seededRandom(8_000 + 100 * scenario + staff);
  const tallies = POLICIES.map((policy) => ({
    policy,
    catalogue: catalogueOf(policy),
    judged: 0,
    any: 0,
    several: 0,
    rules: new Map<string, { judged: number; shown: number }>(),
  }));
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const exact = drawPressureWorld(random, staff, planned.own(random), () => planned.other(random));
    for (const tally of tallies) {
      const released = protectEstimates(new Unreleased(exact), policies[tally.policy]);
      const document = pressureSignal(released.value, tally.catalogue);
      const own = document.years[0]?.services.find(({ service }) => service === OWN);
      if (own === undefined) throw new Error("The service was not judged at all.");
      tally.judged += own.judged;
      if (own.shown >= 1) tally.any += 1;
      if (own.shown >= document.several) tally.several += 1;
      for (const { rule, state } of own.cells) {
        const count = tally.rules.get(rule) ?? { judged: 0, shown: 0 };
        tally.rules.set(rule, count);
        if (state !== "not_judged") count.judged += 1;
        if (state === "shown") count.shown += 1;
      }
    }
  }
  return tallies.map(({ catalogue: _, ...tally }) => ({ ...tally, staff, scenario }));
}
