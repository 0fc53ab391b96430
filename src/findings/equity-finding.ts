import type { Catalogue } from "../release/catalogue.ts";
import type { CountRounding } from "../statistics/consistent-counts.ts";
import { EQUITY_COMPARISONS, type EquityComparison } from "./equity-comparisons.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { holdsOnlyPairs, ONLY_PAIRS } from "./follow-up-words.ts";
import { type ClearGap, type ComparableGroups, clearGap, comparableGroups } from "./group-contrast.ts";
import { groupWords } from "./group-words.ts";
import { unmetWords } from "./language-finding.ts";
import { numberWords } from "./number-words.ts";
import { policyCaveat } from "./policy-caveat.ts";
import { releaseRounding } from "./release-rounding.ts";
import type { CatalogueInstrument, Finding } from "./released-estimate.ts";
import { listWords, sentence } from "./sentence.ts";
import { unknownGroupsWords } from "./unknown-groups-words.ts";

type Breakdown = Catalogue["breakdowns"][number];

/** Breakdowns by how far people came and how often, not by who they are. */
const NOT_OF_PEOPLE = new Set([
  "none",
  "follow_up_level",
  "change_band",
  "sessions_band",
  "contacts_band",
  "threshold",
  "reason",
  "concern",
  "activity_type",
  "waiting_reason",
  "tier",
]);

/** Categories that say nothing about a person: shown, never compared. */
const NOT_GROUPS = new Set(["not_known", "not_stated", "suppressed"]);

/** Gaps written out below the headline; further ones are listed without their figures. */
const GAPS_WRITTEN = 4;

/** A characteristic and a measure that groups were compared by. */
interface Compared {
  readonly breakdown: Breakdown;
  readonly comparison: EquityComparison;
}

type NamedGap = Compared & ClearGap;

interface Contrasts {
  readonly gaps: readonly NamedGap[];
  readonly unclear: readonly Compared[];
  readonly tooFew: readonly Compared[];
  /** Characteristics by which changes are not compared. */
  readonly baseline: readonly Breakdown[];
  readonly onlyPairs: boolean;
  /** Comparisons of two groups, in all characteristics and measures. */
  readonly comparisons: number;
  readonly anyHidden: boolean;
}

/**
 * How groups differ in one area and period: the widest clear gap, the others, and where there is none.
 *
 * A gap is named only where the interval of the difference excludes 0 at a level that allows for all pairs of groups
 * compared, in every characteristic and measure ({@link clearGap}). Gaps in follow-up come first, then the others by
 * the least difference within that interval, as a share of the scale. Each single breakdown of the catalogue is looked
 * at; groups that are not shown are never described.
 */
export function equityFinding(
  estimates: SelectionEstimates,
  instrument: CatalogueInstrument,
  catalogue: Catalogue,
  lead: string,
): Finding {
  const breakdowns = catalogue.breakdowns.filter(
    ({ breakdown }) => !NOT_OF_PEOPLE.has(breakdown) && !breakdown.includes("*"),
  );
  const found = contrasts(estimates, instrument, breakdowns, releaseRounding(catalogue));
  const [widest, ...others] = inOrder(found.gaps, instrument);
  const unmet = unmetWords(estimates);
  const topics = (of: readonly Compared[]) => topicWords(of, instrument);
  return {
    headline: [
      widest === undefined ? noGapWords(found, instrument, lead) : gapSentence(widest, instrument, lead),
      ...(unmet === null ? [] : [sentence(unmet)]),
    ].join(" "),
    detail: [
      ...(widest === undefined ? [] : [standingWords(widest, others, unmet !== null)]),
      ...others.slice(0, GAPS_WRITTEN).map((gap) => gapSentence(gap, instrument)),
      ...(others.length > GAPS_WRITTEN
        ? [`There are more clear gaps in ${topics(others.slice(GAPS_WRITTEN))}.`]
        : []),
      ...(found.unclear.length > 0
        ? [`No difference was shown between groups in ${topics(found.unclear)}.`]
        : []),
      ...(found.tooFew.length > 0 ? [`Too few groups are shown to compare ${topics(found.tooFew)}.`] : []),
      ...(found.baseline.length > 0 ? [baselineWords(found.baseline)] : []),
      ...(found.onlyPairs ? [ONLY_PAIRS] : []),
      ...unknownGroupsWords(estimates, breakdowns),
    ],
    caveats: caveats(found, instrument, catalogue),
  };
}

function contrasts(
  estimates: SelectionEstimates,
  instrument: CatalogueInstrument,
  breakdowns: readonly Breakdown[],
  rounding: CountRounding,
): Contrasts {
  const gaps: NamedGap[] = [];
  const unclear: Compared[] = [];
  const tooFew: Compared[] = [];
  const baseline = new Set<Breakdown>();
  let onlyPairs = holdsOnlyPairs(estimates.whole("follow_up_rate", instrument.id));
  let anyHidden = false;
  const compared: (Compared & { readonly among: ComparableGroups })[] = [];
  for (const breakdown of breakdowns) {
    for (const comparison of EQUITY_COMPARISONS) {
      const all = estimates.groups(comparison.measure, instrument.id, breakdown.breakdown);
      if (all.length === 0) continue;
      if (comparison.followsBaseline && breakdown.breakdown.startsWith("baseline")) {
        baseline.add(breakdown);
        continue;
      }
      if (comparison.measure === "follow_up_rate" && all.every(holdsOnlyPairs)) {
        onlyPairs = true;
        continue;
      }
      const among = comparableGroups(
        all.filter(({ category }) => !NOT_GROUPS.has(category)),
        (denominator) => comparison.decimals(denominator, instrument),
      );
      anyHidden ||= among.hidden > 0;
      if (among.groups.length < 2) tooFew.push({ breakdown, comparison });
      else compared.push({ breakdown, comparison, among });
    }
  }
  const comparisons = compared.reduce((sum, { among }) => sum + among.pairs, 0);
  for (const { breakdown, comparison, among } of compared) {
    const gap = clearGap(among, comparisons, rounding);
    if (gap === null) unclear.push({ breakdown, comparison });
    else gaps.push({ breakdown, comparison, ...gap });
  }
  return { gaps, unclear, tooFew, baseline: [...baseline], onlyPairs, comparisons, anyHidden };
}

const isFollowUp = ({ comparison }: Compared) => !comparison.followsBaseline;

function inOrder(gaps: readonly NamedGap[], instrument: CatalogueInstrument): NamedGap[] {
  const width = ({ distance, comparison }: NamedGap) => distance / comparison.scale(instrument);
  return [...gaps].sort((a, b) => Number(isFollowUp(b)) - Number(isFollowUp(a)) || width(b) - width(a));
}

/** One sentence; after the name of an area or period two, as one would be too long. */
function gapSentence(
  { breakdown, comparison, ...gap }: NamedGap,
  instrument: CatalogueInstrument,
  lead = "",
): string {
  const name = (category: string) => groupWords(breakdown, category);
  const names = { higher: name(gap.higher.estimate.category), lower: name(gap.lower.estimate.category) };
  const { claim, figures } = comparison.words(gap, names, instrument);
  return lead === ""
    ? sentence(`${claim}: ${figures}`)
    : `${sentence(`${lead}${claim}`)} ${sentence(figures)}`;
}

/** What the page's opening counts gaps in: reach, the pathway and waits have counts of their own further down. */
const IN_SCORES = "in scores and their follow-up";

function standingWords(widest: NamedGap, others: readonly NamedGap[], apart: boolean): string {
  // After another sentence in the headline, "it" would be that one.
  const subject = apart ? `The gap ${isFollowUp(widest) ? "in follow-up" : "named first"}` : "It";
  if (others.length === 0) return `${subject} is the only clear gap between groups ${IN_SCORES}.`;
  const alike = others.filter((gap) => isFollowUp(gap) === isFollowUp(widest)).length + 1;
  const rest = others.length + 1 - alike;
  if (rest === 0)
    return `${subject} is the widest of ${numberWords(alike)} clear gaps between groups ${IN_SCORES}.`;
  const standing = alike === 1 ? "the only clear gap" : `the widest of ${numberWords(alike)} clear gaps`;
  return `${subject} is ${standing} in follow-up; ${numberWords(rest)} more ${rest === 1 ? "is" : "are"} in the scores.`;
}

function noGapWords(found: Contrasts, instrument: CatalogueInstrument, lead: string): string {
  const characteristics = new Set(found.unclear.map(({ breakdown }) => breakdown)).size;
  if (characteristics === 0) {
    return sentence(
      `${lead}groups cannot be compared here: too few figures by group are shown for ${instrument.short} scores`,
    );
  }
  const compared = `${numberWords(characteristics)} ${characteristics === 1 ? "characteristic" : "characteristics"} compared`;
  const what = found.unclear.some(isFollowUp)
    ? `${instrument.short} scores or their follow-up`
    : `${instrument.short} scores`;
  return sentence(`${lead}no difference was shown between groups in ${what}, in ${compared}`);
}

/** `follow-up or the average change (Gender and Ethnic group); follow-up (Cohort)`: each characteristic once. */
function topicWords(all: readonly Compared[], instrument: CatalogueInstrument): string {
  const topicsOf = new Map<Breakdown, string[]>();
  for (const { breakdown, comparison } of all) {
    topicsOf.set(breakdown, [...(topicsOf.get(breakdown) ?? []), comparison.topic(instrument)]);
  }
  const labelsOf = new Map<string, string[]>();
  for (const [breakdown, topics] of topicsOf) {
    const key = listWords(topics, "or");
    labelsOf.set(key, [...(labelsOf.get(key) ?? []), breakdown.label]);
  }
  return [...labelsOf].map(([topics, labels]) => `${topics} (${labels.join(", ")})`).join("; ");
}

function baselineWords(breakdowns: readonly Breakdown[]): string {
  const by = listWords(breakdowns.map(({ label }) => `“${label}”`));
  return `Changes are not compared by ${by}: from regression to the mean alone, low scores tend to rise and high scores tend to fall.`;
}

function caveats(found: Contrasts, instrument: CatalogueInstrument, catalogue: Catalogue): string[] {
  const { comparisons, gaps, unclear } = found;
  const allowing =
    comparisons > 1 ? `, allowing for all ${numberWords(comparisons)} comparisons that are made here` : "";
  return [
    "Only gaps in scores and in who of the people due was followed up are counted here. Gaps in reach, on the pathway and in waits are told in their own sections below, each with its own allowance for how many were compared.",
    "Groups differ in other ways too, such as age or health. These figures are not adjusted for that.",
    ...(comparisons > 0
      ? [`A gap is named only if the interval of the difference between two groups excludes 0${allowing}.`]
      : []),
    ...(unclear.length > 0
      ? ["Where no difference was shown there may still be one: small groups can show only wide ones."]
      : []),
    ...languageKinds(found),
    ...(gaps.length > 0
      ? [
          "Where no groups differ at all, at most 5 such pages in 100 would still name a gap. People of one service are alike: the intervals do not allow for that, and it makes such gaps more frequent.",
        ]
      : []),
    ...(instrument.better === "lower" && gaps.some(({ comparison }) => comparison.measure === "mean_change")
      ? [`A lower ${instrument.short} score is better.`]
      : []),
    ...(gaps.some(({ comparison }) => comparison.followsBaseline)
      ? [
          "Groups that start lower tend to gain more from regression to the mean alone. For the whole programme, the section on outcomes sets people beside others who began at the same score.",
        ]
      : []),
    ...(gaps.some(isFollowUp) ? [`Follow-up is of the people due a second ${instrument.short} score.`] : []),
    ...(found.anyHidden ? ["Groups that are not shown are in none of the comparisons."] : []),
    "People whose group is not known are left out of the comparisons. They could change the picture.",
    policyCaveat(catalogue),
  ];
}

/** Why the two characteristics of language may tell different things; nothing unless both are compared. */
function languageKinds({ gaps, unclear, tooFew }: Contrasts): readonly string[] {
  const compared = [...gaps, ...unclear, ...tooFew].map(({ breakdown }) => breakdown);
  const of = (id: string) => compared.find(({ breakdown }) => breakdown === id)?.label;
  const [together, apart] = [of("language_group"), of("language")];
  return together === undefined || apart === undefined
    ? []
    : [
        `“${together}” sets the speakers of all other languages together beside those of English. “${apart}” compares language by language, with fewer people in each, so it may show no gap where the other does.`,
      ];
}
