import type { Catalogue } from "../release/catalogue.ts";
import type { CountRounding } from "../statistics/consistent-counts.ts";
import { roundedRepresentation } from "../statistics/rounded-representation.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { groupWords } from "./group-words.ts";
import { numberWords, percentWords } from "./number-words.ts";
import { policyCaveat } from "./policy-caveat.ts";
import { reachCaveats } from "./reach-caveats.ts";
import { releaseRounding } from "./release-rounding.ts";
import { type Finding, type Interval, type PrintableFigure, printableFigure } from "./released-estimate.ts";
import { listWords, sentence } from "./sentence.ts";

type Population = NonNullable<Catalogue["populations"]>[number];

/** A group whose share of referrals can be set against its share of a population. */
interface Reached {
  readonly population: Population;
  readonly category: string;
  /** As in the middle of a sentence: `people recorded as male`. */
  readonly words: string;
  readonly ratio: PrintableFigure & { readonly interval: Interval };
  readonly ofReferrals: PrintableFigure;
  readonly ofPopulation: PrintableFigure;
  /** As if everybody not known were of the group; null where that is not shown. */
  readonly ifAll: PrintableFigure | null;
  /** Limits at the level at which all comparisons of the place hold together. */
  readonly joint: { readonly lower: number; readonly upper: number };
}

/** Said of in the charts only: of many small groups the smallest differ most by chance, and the larger ones hold them. */
const CHARTS_ONLY = new Set(["ethnic_category", "language"]);
const LEVEL = 0.95;
/** Groups written out below the headline; further ones are named only. */
const WRITTEN = 3;

/**
 * Who has fewer referrals than their share of a named population, in one area over the whole time.
 *
 * A group is named only where the interval of its ratio lies below 1 at a level that allows for all groups of all
 * characteristics compared there, and for the rounding of counts: 1 − 0.05 ÷ comparisons (Bonferroni; Dunn 1961,
 * Journal of the American Statistical Association 56:52–64). Beside it stands what people not known could change. Null
 * where nothing is set against a population.
 */
export function reachFinding(
  estimates: SelectionEstimates,
  catalogue: Catalogue,
  lead: string,
): Finding | null {
  const populations = (catalogue.populations ?? []).filter(({ of }) => !CHARTS_ONLY.has(of));
  const held = populations.filter(({ of }) => estimates.groups("representation_ratio", "", of).length > 0);
  if (held.length === 0) return null;
  const groups = reachedGroups(estimates, catalogue, held);
  const under = groups.filter(({ joint }) => joint.upper < 1).sort(inOrder);
  const over = groups.filter(({ joint }) => joint.lower > 1).sort((a, b) => b.joint.lower - a.joint.lower);
  const [first, ...others] = under;
  const counted =
    others.length > 0 ? [sentence(reachedLessWords(under.length, doubtful(under), untold(under)))] : [];
  const compared = new Set(groups.map(({ population }) => population.of)).size;
  return {
    headline: first === undefined ? noneWords(groups.length, compared, lead) : shareWords(first, lead),
    detail: [
      ...(first === undefined ? [] : [ratioWords(first)]),
      ...counted,
      ...others.slice(0, WRITTEN).map((one) => `${shareWords(one)} ${ratioWords(one)}`),
      ...(others.length > WRITTEN
        ? [sentence(`Fewer referrals than their share also for ${namesOf(others.slice(WRITTEN))}`)]
        : []),
      ...(over.length > 0
        ? [
            sentence(
              `More referrals than their share for ${listWords(over.slice(0, WRITTEN).map(timesWords))}`,
            ),
          ]
        : []),
    ],
    caveats: [...reachCaveats(held, groups.length, catalogue), policyCaveat(catalogue)],
  };
}

/** How many groups have fewer referrals than their share, of how many that is not certain, and of how many that is not shown. */
export function reachedLessWords(groups: number, uncertain: number, withheld = 0): string {
  const all = `${numberWords(groups)} ${groups === 1 ? "group has fewer referrals than its" : "groups have fewer referrals than their"} share of the population`;
  if (groups === 1 && withheld === 1)
    return `${all}; whether this is certain cannot be shown, because people whose group is not known could change it`;
  if (withheld > 0) {
    const unsure = uncertain === 0 ? "" : `for ${numberWords(uncertain)} of them this is not certain and `;
    return `${all}; ${unsure}for ${numberWords(withheld)} it cannot be shown whether it is, because people whose group is not known could change it`;
  }
  if (uncertain === 0) return all;
  const which =
    groups === 1
      ? "this is not certain"
      : uncertain === groups
        ? "for none of them is this certain"
        : `for ${numberWords(uncertain)} of them this is not certain`;
  return `${all}, and ${which}, because people whose group is not known could change it`;
}

/** Groups that people not known could turn round. */
const doubtful = (groups: readonly Reached[]): number => groups.filter((one) => doubt(one) === 2).length;

/** Groups of which it is not shown whether people not known could turn them round. */
const untold = (groups: readonly Reached[]): number => groups.filter((one) => doubt(one) === 1).length;

/** A group with fewer referrals than its share, in words. */
export interface ReachedLess {
  readonly words: string;
  /** Its share beside that of the population, the ratio with its interval, and what people not known could change. */
  readonly sentences: string;
  /** People not known could turn it round. */
  readonly uncertain: boolean;
}

/**
 * The groups that {@link reachFinding} names, in its order; null where nothing is compared. `compared` counts all groups looked
 * at, `uncertain` those named that people not known could turn round, `untold` those of which that is not shown.
 */
export function reachedLess(
  estimates: SelectionEstimates,
  catalogue: Catalogue,
): {
  readonly less: readonly ReachedLess[];
  readonly uncertain: number;
  readonly untold: number;
  readonly compared: number;
} | null {
  const populations = (catalogue.populations ?? []).filter(({ of }) => !CHARTS_ONLY.has(of));
  const groups = reachedGroups(estimates, catalogue, populations);
  if (groups.length === 0) return null;
  const under = groups.filter(({ joint }) => joint.upper < 1).sort(inOrder);
  return {
    less: under.map((one) => ({
      words: one.words,
      sentences: `${shareWords(one)} ${ratioWords(one)}`,
      uncertain: doubt(one) === 2,
    })),
    uncertain: doubtful(under),
    untold: untold(under),
    compared: groups.length,
  };
}

/**
 * Ages last, since need goes with age; then first what holds whoever the people not known are, last what they could turn round,
 * then the furthest from 1.
 */
const inOrder = (a: Reached, b: Reached): number =>
  Number(a.population.of === "age_band_20") - Number(b.population.of === "age_band_20") ||
  doubt(a) - doubt(b) ||
  a.joint.upper - b.joint.upper;

/** 0 where people not known cannot change it, 1 where that is not shown, 2 where they could. */
const doubt = (one: Reached): number => (isCertain(one) ? 0 : one.ifAll === null ? 1 : 2);

const isCertain = ({ ifAll }: Reached): boolean => (ifAll?.interval?.upper ?? Number.POSITIVE_INFINITY) < 1;

function reachedGroups(
  estimates: SelectionEstimates,
  catalogue: Catalogue,
  populations: readonly Population[],
): readonly Reached[] {
  const found = populations.flatMap((population) => {
    const at = (measure: string, category: string) =>
      printableFigure(estimates.groups(measure, "", population.of).find((one) => one.category === category));
    return estimates.groups("representation_ratio", "", population.of).flatMap((row) => {
      const { category } = row;
      const ratio = printableFigure(row);
      const [ofReferrals, ofPopulation] = [
        at("share_of_referrals", category),
        at("share_of_population", category),
      ];
      const interval = ratio?.interval;
      if (ratio === null || !interval || ofReferrals === null || ofPopulation === null) return [];
      return [
        {
          population,
          category,
          words: wordsOf(catalogue, population.of, category),
          ratio: { ...ratio, interval },
          ofReferrals,
          ofPopulation,
          ifAll: at("representation_ratio_if_all", category),
        },
      ];
    });
  });
  const level = 1 - (1 - LEVEL) / Math.max(1, found.length);
  const rounding = releaseRounding(catalogue);
  return found
    .map((one) => ({ ...one, joint: jointLimits(one, found, rounding, level) }))
    .filter(({ population, category }) => population.of !== "interpreter" || category === "yes");
}

function jointLimits(
  one: Omit<Reached, "joint">,
  all: readonly Omit<Reached, "joint">[],
  rounding: CountRounding,
  level: number,
): Reached["joint"] {
  const { numerator, denominator } = one.ofPopulation;
  const { lower, upper } = roundedRepresentation(
    {
      inside: [one.ratio.numerator ?? 0],
      outside: all
        .filter((other) => other.population === one.population && other !== one)
        .map(({ ratio }) => ratio.numerator ?? 0),
      populationShare: (numerator ?? 0) / (denominator ?? 1),
      rounding,
    },
    level,
  );
  const { interval } = one.ratio;
  return {
    lower: Math.min(interval.lower, lower ?? 0),
    upper: Math.max(interval.upper, upper ?? Number.POSITIVE_INFINITY),
  };
}

function wordsOf(catalogue: Catalogue, of: string, category: string): string {
  const breakdown = catalogue.breakdowns.find((one) => one.breakdown === of);
  return breakdown === undefined ? category : groupWords(breakdown, category);
}

/** `People recorded as male are 35% of referrals, beside 50% of residents of all ages.` */
function shareWords(reached: Reached, lead = ""): string {
  const { words, ofReferrals, ofPopulation, population, ratio, ifAll } = reached;
  const referrals = percentWords(ofReferrals.value, ofReferrals.denominator);
  const people = `${percentWords(ofPopulation.value, ofPopulation.denominator)} of ${population.people}`;
  const against =
    population.of === "interpreter" ? `the ${people} who speak English not well or not at all` : people;
  // Those not known are on neither side of the share.
  const known = ifAll !== null && ifAll.numerator === ratio.numerator ? "" : ` ${KNOWN[population.of] ?? ""}`;
  return sentence(`${lead}${words} are ${referrals} of referrals${known.trimEnd()}, beside ${against}`);
}

/** `That is 0.69 times their share (95% interval 0.67 to 0.71). Even if …`: with what people not known could change. */
function ratioWords(reached: Reached): string {
  const { ratio, ifAll, population } = reached;
  const { lower, upper } = ratio.interval;
  const own = `That is ${ratioText(ratio.value)} times their share (95% interval ${ratioText(lower)} to ${ratioText(upper)}).`;
  if (ifAll === null)
    return `${own} How far people ${UNKNOWN[population.of] ?? "not known"} could change this is withheld, since it could give small numbers away.`;
  if (ifAll.numerator === ratio.numerator) return own;
  const everybody = `everybody ${UNKNOWN[population.of] ?? "not known"} were among them`;
  return isCertain(reached)
    ? `${own} Even if ${everybody}, it would be ${ratioText(ifAll.value)} times.`
    : `${own} If ${everybody}, it could be ${ratioText(ifAll.value)} times, so this is not certain.`;
}

/** Of which referrals a share is. */
const KNOWN: Readonly<Record<string, string>> = {
  gender: "with a known gender",
  age_band_20: "with a known age",
  ethnic_group: "with a known ethnic group",
  language_group: "with a known language",
  interpreter: "where the need is known",
  imd_quintile: "with a known neighbourhood",
};

const UNKNOWN: Readonly<Record<string, string>> = {
  gender: "whose gender is not known",
  age_band_20: "whose age is not known",
  ethnic_group: "whose ethnic group is not known",
  language_group: "whose language is not known",
  interpreter: "of whom the need is not known",
  imd_quintile: "whose neighbourhood is not known",
};

/** `people aged 65 to 74 (0.23 times, 0.09 to 0.49)`. */
const timesWords = ({ words, ratio: { value, interval } }: Reached): string =>
  `${words} (${ratioText(value)} times, ${ratioText(interval.lower)} to ${ratioText(interval.upper)})`;
const namesOf = (groups: readonly Reached[]): string => listWords(groups.map(timesWords));
const ratioText = (value: number): string => (value === 0 ? "0" : numberWords(value, 2));

function noneWords(groups: number, characteristics: number, lead: string): string {
  if (groups === 0) {
    return sentence(`${lead}no group can be set against the population here: too few numbers are shown`);
  }
  const compared = `${numberWords(characteristics)} ${characteristics === 1 ? "characteristic" : "characteristics"} compared`;
  return sentence(
    `${lead}no group was shown to have fewer referrals than its share of the population, in ${compared}`,
  );
}
