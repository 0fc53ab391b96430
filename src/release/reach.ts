import { WITHHELD_NOTE } from "../disclosure/hide-estimate.ts";
import type { Policy } from "../disclosure/policy.ts";
import {
  type ExactEstimate,
  protectEstimates,
  type ReleasedEstimate,
} from "../disclosure/protect-estimates.ts";
import { type Released, Unreleased } from "../disclosure/sealed.ts";
import { periodYears } from "../measures/period-years.ts";
import type { Programme } from "../model/programme.ts";
import type { ReferencePopulation } from "../model/reference-population.ts";
import { roundOutwards } from "../statistics/round-figure.ts";
import { roundedRepresentation } from "../statistics/rounded-representation.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { absent, cellOf, published, REACH_DECIMALS, type ReachContext } from "./reach-cell.ts";
import { gradientEstimates } from "./reach-gradient.ts";
import { type ReachedGroup, type ReachedGroups, reachedGroups } from "./reached-groups.ts";

const LEVEL = 0.95;
const PER = 1000;
/** Groups that are not shown may hold up to this share of the population: more would change what the others are set against. */
const MOST_HIDDEN = 0.2;
/** Of languages, those with fewer people than this share of the population, and no referral, are not listed. */
const LEAST_LISTED = 0.005;

/**
 * Adds how groups are reached, over the whole time: shares of referrals and of a population, their ratio, what people not
 * known could change, and referrals per 1,000 people a year; and a gradient by deprivation where it can be had.
 *
 * All is worked out from released counts and public populations, so that it tells nothing that these do not. A group
 * that is not shown stands on neither side; where such groups hold more than a fifth of the population, there is no ratio.
 */
export function withReach(
  released: Released<readonly ReleasedEstimate[]>,
  programme: Programme,
  populations: readonly ReferencePopulation[],
  policy: Policy,
): Released<readonly ReleasedEstimate[]> {
  if (populations.length === 0) return released;
  const context = { policy, years: periodYears(PLACE, programme) };
  const reached = populations.flatMap((population) => reachedGroups(released.value, population));
  const added = protectEstimates(
    new Unreleased([
      ...reached.flatMap((one) => areaEstimates(one, context)),
      ...gradientEstimates(released.value, reached, context),
    ]),
    policy,
  );
  return released.map((rows) => [...rows, ...added.value]);
}

const PLACE = { area: "programme", period_type: "all", period: "all" } as const;

function areaEstimates(reached: ReachedGroups, context: ReachContext): readonly ExactEstimate[] {
  const { groups, unknown } = reached;
  const shown = groups.filter(({ count }) => count !== null);
  const people = sum(groups.map((one) => one.people));
  const peopleShown = sum(shown.map((one) => one.people));
  const referrals = sum(shown.map(({ count }) => count ?? 0));
  const isComparable = shown.length > 1 && peopleShown >= (1 - MOST_HIDDEN) * people && referrals > 0;
  const listed = groups.filter(
    (one) =>
      reached.breakdown !== "language" || one.count !== 0 || one.people >= LEAST_LISTED * Math.max(1, people),
  );
  return [
    ...listed.flatMap((group) => [
      published(cellOf(reached, "population", group.category), { value: group.people }, { decimals: 0 }),
      rateEstimate(reached, group, context),
      ...(isComparable
        ? comparedEstimates(reached, group, shown, context)
        : COMPARED.map((measure) => absent(cellOf(reached, measure, group.category), notComparable(group)))),
    ]),
    ...unknown.map((one) => unknownEstimate(reached, one, shown, context)),
  ];
}

const COMPARED = [
  "share_of_population",
  "share_of_referrals",
  "representation_ratio",
  "representation_ratio_if_none",
  "representation_ratio_if_all",
] as const;
type Compared = (typeof COMPARED)[number];

/** A group against all groups shown; withheld where its own count is. */
function comparedEstimates(
  reached: ReachedGroups,
  group: ReachedGroup,
  shown: readonly ReachedGroup[],
  { policy }: ReachContext,
): readonly ExactEstimate[] {
  const cell = (measure: Compared) => cellOf(reached, measure, group.category);
  if (group.count === null) return COMPARED.map((measure) => absent(cell(measure), WITHHELD_NOTE));
  const people = sum(shown.map((one) => one.people));
  const populationShare = group.people / people;
  const others = shown.filter((one) => one !== group).map(({ count }) => count ?? 0);
  const ratio = (
    measure: Compared,
    inside: readonly number[],
    outside: readonly number[],
    share = populationShare,
    decimals = REACH_DECIMALS,
  ): ExactEstimate => {
    const found = roundedRepresentation({ inside, outside, populationShare: share, rounding: policy }, LEVEL);
    if (found.ratio === null)
      return absent(cell(measure), "Nobody of this group is counted in the population.");
    const n = sum([...inside, ...outside]);
    return published(
      cell(measure),
      { numerator: sum(inside), denominator: n, n, ...outwards(found, decimals), level: LEVEL },
      { decimals, method: measure.includes("_if_") ? "unknown-group-bounds" : "representation-ratio" },
    );
  };
  const own = [group.count];
  const unknown = reached.unknown.map(({ count }) => count);
  const known = unknown.filter((count) => count !== null);
  const bounds: readonly (readonly [Compared, readonly number[], readonly number[]])[] = [
    ["representation_ratio_if_none", own, [...others, ...known]],
    ["representation_ratio_if_all", [...own, ...known], others],
  ];
  return [
    published(
      cell("share_of_population"),
      { numerator: group.people, denominator: people, value: populationShare },
      { decimals: 4 },
    ),
    ratio("share_of_referrals", own, others, 1, 3),
    ratio("representation_ratio", own, others),
    ...bounds.map(([measure, inside, outside]) =>
      known.length < unknown.length ? absent(cell(measure), WITHHELD_NOTE) : ratio(measure, inside, outside),
    ),
  ];
}

/** People whose group is not known, as a share of all referrals counted. */
function unknownEstimate(
  reached: ReachedGroups,
  one: ReachedGroup,
  shown: readonly ReachedGroup[],
  { policy }: ReachContext,
): ExactEstimate {
  const cell = cellOf(reached, "share_of_referrals", one.category);
  const others = [...shown, ...reached.unknown.filter((other) => other !== one)].map(({ count }) => count);
  if (one.count === null || others.includes(null)) return absent(cell, WITHHELD_NOTE);
  const outside = others.map((count) => count ?? 0);
  const found = roundedRepresentation(
    { inside: [one.count], outside, populationShare: 1, rounding: policy },
    LEVEL,
  );
  if (found.ratio === null) return absent(cell, "Nobody was referred.");
  const n = one.count + sum(outside);
  return published(
    cell,
    { numerator: one.count, denominator: n, n, ...outwards(found, 3), level: LEVEL },
    { decimals: 3, method: "representation-ratio" },
  );
}

function rateEstimate(reached: ReachedGroups, group: ReachedGroup, { years }: ReachContext): ExactEstimate {
  const cell = { ...cellOf(reached, "referrals_per_1000", group.category), ...blankEstimate, note: "" };
  const form = { method: "event-rate", kind: "rate", decimals: REACH_DECIMALS, per: PER } as const;
  if (group.count === null) return { ...absent(cell, WITHHELD_NOTE), ...form };
  if (group.people === 0 || years === 0) {
    return { ...absent(cell, "Nobody of this group is counted in the population."), ...form };
  }
  return {
    ...cell,
    ...form,
    numerator: group.count,
    denominator: group.people * years,
    n: group.count,
    level: LEVEL,
    status: "published",
  };
}

const notComparable = ({ count }: ReachedGroup): string =>
  count === null
    ? WITHHELD_NOTE
    : "Too many groups are not shown to set this one against the whole population.";

function outwards({ ratio, lower, upper }: ReturnType<typeof roundedRepresentation>, decimals: number) {
  return {
    value: ratio,
    lower: lower === null ? null : roundOutwards(lower, decimals, Math.floor),
    upper: upper === null ? null : roundOutwards(upper, decimals, Math.ceil),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
