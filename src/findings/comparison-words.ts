import { measureKind } from "../measures/library.ts";
import type { Catalogue } from "../release/catalogue.ts";
import type {
  BesideTogether,
  ComparedChange,
  ProjectComparisons,
  Trend,
} from "../release/project-comparisons-schema.ts";
import { POINTS_EACH_SIDE } from "../statistics/segmented-regression.ts";
import { type MeasureWords, measureWords } from "./measure-words.ts";
import { numberWords } from "./number-words.ts";
import { sentence } from "./sentence.ts";
import { isApart, type Sided, sidedLimits, sidedWords } from "./sided-words.ts";

type Project = Catalogue["projects"][number];
type Quarters = ProjectComparisons["projects"][number]["quarters"];

/** Comparison networks that a rank of 1 in 20 takes. */
export const NETWORKS_FOR_RANK = 19;
interface Told {
  readonly project: Project;
  readonly compared: ComparedChange | null;
  readonly together?: BesideTogether | null;
  readonly quarters: Quarters;
  readonly trend?: Trend | null;
}

const NO_QUARTERS =
  "A break in the trend is not worked out: the first measure has no figures by quarter before and after the pilot.";

/** Why a first measure is not compared network by network. */
const ALONE: Readonly<Partial<Record<NonNullable<ReturnType<typeof measureKind>>, string>>> = {
  amount:
    "The first measure is a median. Medians of single networks rest on too few people to be set beside each other, so the change is not compared network by network.",
  rate: "The first measure is a rate. In each comparison network it would take the number of people of the target group on the lists, which is not held, so the change is not compared network by network.",
};

/** How the change of a project lies beside those of its comparison networks, with no word on what brought it about. */
export function comparisonAnswer(
  { project, compared, together = null, quarters, trend }: Told,
  catalogue: Catalogue,
): readonly string[] {
  const all = together === null ? [] : [togetherWords(project, together, catalogue), NARROW[together.beside]];
  const trends =
    trend === undefined ? [] : [trend === null ? NO_QUARTERS : trendWords(project, trend, catalogue)];
  if (compared === null) {
    const why = ALONE[measureKind(project.measures[0]?.measure ?? "") ?? "count"];
    if (why === undefined && together === null && !trend) return [];
    return [...(project.comparator_label === null || why === undefined ? [] : [why]), ...all, ...trends];
  }
  if (compared.status === "not_shown") {
    return [`The change cannot be set beside single networks. ${compared.reason}`, ...all, ...trends];
  }
  return [
    changeWords(project, compared, catalogue),
    rankWords(compared),
    ...(compared.left_out === 0
      ? []
      : [
          sentence(
            `${leftOutWords(compared)}${hasGaps(compared) ? ". That is more than one in five, and the others may not stand for all: read the interval as a first look, no more" : ""}`,
          ),
        ]),
    ...leadWords(project, quarters),
    ...trends,
  ];
}

const NARROW = {
  networks:
    "That interval holds the chance of single people only. Networks also go their own way for other reasons, which is not in it, so it is too narrow: a first look at most.",
  others:
    "That interval holds the chance of single people only, and the two groups may go different ways for other reasons: a first look at most.",
} as const;

/** How the change lies beside that of the networks taken together, as one sentence. */
export function togetherWords(project: Project, together: BesideTogether, catalogue: Catalogue): string {
  const [primary] = project.measures;
  if (primary === undefined) return "";
  return besideWords(together.beside, together, wordsOf(project, primary, catalogue));
}

/** The same of any measure of a project: `Set beside the comparison networks taken together, the change is …`. */
export function besideWords(beside: BesideTogether["beside"], apart: Sided, words: MeasureWords): string {
  const others = beside === "others";
  const lead = others
    ? "Set beside that of everybody else on the same lists, the change"
    : "Set beside the comparison networks taken together, the change";
  return sentence(`${lead} ${sidedWords(apart, words, others ? "" : " than there").words}`);
}

/** `3 of the 8 networks named beforehand are left out, with too few people before or after the pilot`. */
export function leftOutWords({ left_out, networks }: ComparedChange): string {
  return `${numberWords(left_out)} of the ${numberWords(left_out + networks)} networks named beforehand ${left_out === 1 ? "is" : "are"} left out, with too few people before or after the pilot`;
}

function wordsOf(
  project: Project,
  { measure, instrument }: Pick<ComparedChange, "measure" | "instrument">,
  catalogue: Catalogue,
): MeasureWords {
  return measureWords(
    catalogue.measures.find(({ id }) => id === measure),
    measure,
    catalogue.instruments.find(({ id }) => id === instrument),
    project,
  );
}

function changeWords(project: Project, compared: ComparedChange, catalogue: Catalogue): string {
  const { title } = wordsOf(project, compared, catalogue);
  const { networks, later } = compared;
  const beside = `${sentence(title)} Set beside ${numberWords(networks)} comparison networks, the change from before to ${later} the pilot`;
  const said = differenceBeside(project, compared, catalogue);
  return said.side === "clear"
    ? `${beside} ${said.words}. That is more than these networks usually differ among themselves.`
    : sentence(`${beside} ${said.words}`);
}

/**
 * How the change of a project lies beside that of its networks, as the end of a sentence on it: `is 6 percentage points higher here
 * than on average there (95% interval 2 to 10)`. `clear` only where the interval leaves out 0 and few networks are left out.
 */
export function differenceBeside(
  project: Project,
  compared: ComparedChange,
  catalogue: Catalogue,
): { readonly side: "clear" | "unclear" | "gaps" | "none"; readonly words: string } {
  const { estimate, lower, upper } = compared;
  const words = wordsOf(project, compared, catalogue);
  if (estimate === null) return { side: "none", words: "cannot be worked out" };
  if (lower === null || upper === null) {
    const size = words.size(Math.abs(estimate), null);
    const side = estimate === 0 ? "no different" : `${size} ${estimate > 0 ? "higher" : "lower"}`;
    return { side: "none", words: `is ${side} here, with no interval` };
  }
  const said = sidedWords(
    { estimate, lower, upper },
    words,
    " than on average there",
    " from the average there",
  );
  return {
    side: said.isClear ? (hasGaps(compared) ? "gaps" : "clear") : "unclear",
    words: said.words,
  };
}

/**
 * How much more a project's first measure changed than what it is set beside, in short for a table: `7 percentage points higher than in
 * 8 comparison networks on average (95% interval from 5 lower to 19 higher)`; "No comparison" where there is none.
 */
export function differenceInShort(
  project: Project,
  { compared, together }: Pick<Told, "compared" | "together">,
  catalogue: Catalogue,
): string {
  const one = compared?.status === "published" ? compared : (together ?? null);
  const [primary] = project.measures;
  if (one === null || primary === undefined) return "No comparison";
  const { estimate, lower, upper } = one;
  if (estimate === null || lower === null || upper === null) return "No comparison with an interval";
  const words = wordsOf(project, primary, catalogue);
  const than =
    "networks" in one
      ? `in ${numberWords(one.networks)} comparison networks on average`
      : one.beside === "others"
        ? "for everybody else on the same lists"
        : "in the comparison networks together";
  const side =
    estimate === 0
      ? `no different from the change ${than}`
      : `${words.size(Math.abs(estimate), null)} ${estimate > 0 ? "higher" : "lower"} than ${than}`;
  return `${side} (95% interval ${sidedLimits(lower, upper, words)})`;
}

/** Whether more than one in five networks are left out: then the others may differ from them, and no verdict is given. */
export function hasGaps({ left_out, networks }: ComparedChange): boolean {
  return left_out > (left_out + networks) / 5;
}

function rankWords({ as_far, networks, may_claim }: ComparedChange): string {
  if (as_far === null) return "All comparison networks changed alike, so there is nothing to rank.";
  const many = as_far === 0 ? "none" : numberWords(as_far);
  const rank = `Put in the project’s place one after another, ${many} of the ${numberWords(networks)} networks ${as_far === 0 || as_far === 1 ? "lies" : "lie"} as far from the others as the project does, or farther`;
  return may_claim
    ? sentence(`${rank}; by chance alone that is ${numberWords(as_far + 1)} in ${numberWords(networks + 1)}`)
    : `${sentence(rank)} With so few networks this rank says nothing by itself: to be as rare as 1 in 20 takes ${numberWords(NETWORKS_FOR_RANK)} of them.`;
}

function leadWords(project: Project, quarters: Quarters): readonly string[] {
  const shown = quarters.filter(({ estimate }) => estimate !== null);
  const leads = shown.filter(({ since_start }) => since_start < 0);
  if (leads.length === 0) return [];
  const off = leads.filter(isApart).length;
  const all = numberWords(leads.length);
  return [
    off === 0
      ? `In none of the ${all} quarters shown before the pilot does the gap between ${project.id} and its comparison networks lie clearly off the others. Few people a quarter would show only a large difference.`
      : sentence(
          `In ${numberWords(off)} of the ${all} quarters shown before the pilot the gap between ${project.id} and its comparison networks lies clearly off the others already, which speaks against this comparison`,
        ),
  ];
}

/** Shares are told in tenths of a percentage point: a slope of a quarter is small. */
const TENTHS = 10_000;

function trendWords(project: Project, trend: Trend, catalogue: Catalogue): string {
  const [primary] = project.measures;
  const { of, before, after, step, slope } = trend;
  if (primary === undefined || step === null || slope === null) {
    return trend.reason === "all_on_the_lines"
      ? "A break in the trend is not worked out: the quarters lie on straight lines, with nothing to tell chance by."
      : `A break in the trend is not worked out: it takes ${numberWords(POINTS_EACH_SIDE)} quarters with figures${of === "gap" ? " both here and in the comparison networks" : ""} on each side, and these can be shown of ${numberWords(before)} before the pilot and ${numberWords(after)} from its start.`;
  }
  const words = wordsOf(project, primary, catalogue);
  const size = (one: NonNullable<Trend["step"]>, more: string, less: string) =>
    `${words.size(Math.abs(one.estimate), TENTHS)} ${one.estimate < 0 ? less : more}`;
  const limits = (one: NonNullable<Trend["step"]>, sides: readonly [string, string]) =>
    `95% interval ${sidedLimits(one.lower, one.upper, words, sides, TENTHS)}`;
  const what = of === "gap" ? "the gap to the comparison networks" : "the figure";
  return sentence(
    `in the first quarter of the pilot ${what} is ${size(step, "higher", "lower")} than the straight trend before it would have it (${limits(step, ["lower", "higher"])}), and from then on it moves by ${size(slope, "more", "less")} a quarter than before (${limits(slope, ["less", "more"])}), by ${numberWords(before)} quarters before and ${numberWords(after)} from the start. These intervals are somewhat too narrow in so short a series${of === "gap" ? "" : ", and whatever else changed then is in them too"}`,
  );
}
