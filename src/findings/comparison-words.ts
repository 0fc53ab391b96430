import type { Catalogue } from "../release/catalogue.ts";
import type { ComparedChange, ProjectComparisons } from "../release/project-comparisons-schema.ts";
import { measureWords } from "./measure-words.ts";
import { numberWords } from "./number-words.ts";
import { sentence } from "./sentence.ts";

type Project = Catalogue["projects"][number];
type Quarters = ProjectComparisons["projects"][number]["quarters"];

/** Comparison networks that a rank of 1 in 20 takes. */
export const NETWORKS_FOR_RANK = 19;
/** Quarters on each side that a break in a trend takes. */
const QUARTERS_FOR_TREND = 8;

interface Told {
  readonly project: Project;
  readonly compared: ComparedChange | null;
  readonly quarters: Quarters;
}

/** How the change of a project lies beside those of its comparison networks, with no word on what brought it about. */
export function comparisonAnswer(
  { project, compared, quarters }: Told,
  catalogue: Catalogue,
): readonly string[] {
  if (compared === null) {
    return project.comparator_label !== null && /^(median|p90)_/.test(project.measures[0]?.measure ?? "")
      ? [
          "The first measure is a median. Medians of single networks rest on too few people to be set beside each other, so the change is not compared network by network.",
        ]
      : [];
  }
  if (compared.status === "not_shown") {
    return [`The change cannot be set beside single networks. ${compared.reason}`];
  }
  return [
    changeWords(project, compared, catalogue),
    rankWords(compared),
    ...(compared.left_out === 0
      ? []
      : [
          sentence(
            `${numberWords(compared.left_out)} of the ${numberWords(compared.left_out + compared.networks)} networks named beforehand ${compared.left_out === 1 ? "is" : "are"} left out, with too few people before or after the pilot${hasGaps(compared) ? ". That is more than one in five, and the others may not stand for all: read the interval as a first look, no more" : ""}`,
          ),
        ]),
    ...leadWords(project, quarters),
  ];
}

function changeWords(project: Project, compared: ComparedChange, catalogue: Catalogue): string {
  const { measure, instrument, estimate, lower, upper, later, networks } = compared;
  const words = measureWords(
    catalogue.measures.find(({ id }) => id === measure),
    measure,
    catalogue.instruments.find(({ id }) => id === instrument),
    project,
  );
  const beside = `${sentence(words.title)} Set beside ${numberWords(networks)} comparison networks, the change from before to ${later} the pilot`;
  const size = (value: number) => words.size(Math.abs(value), null);
  if (estimate === null) return sentence(`${beside} cannot be worked out`);
  const side = estimate === 0 ? "no different" : `${size(estimate)} ${estimate > 0 ? "higher" : "lower"}`;
  if (lower === null || upper === null) return sentence(`${beside} is ${side} here, with no interval`);
  const interval = `95% interval ${words.sizes({ lower, upper, level: compared.level }, null)}`;
  if (hasGaps(compared)) return sentence(`${beside} is ${side} here than on average there (${interval})`);
  return lower > 0 || upper < 0
    ? `${beside} is ${side} here than on average there (${interval}). That is more than these networks usually differ among themselves.`
    : sentence(`${beside} is not clearly different here from the average there (${side}, ${interval})`);
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
  const off = leads.filter(({ lower, upper }) => (lower ?? 0) > 0 || (upper ?? 0) < 0).length;
  const all = numberWords(leads.length);
  const after = shown.length - leads.length;
  const trend =
    leads.length < QUARTERS_FOR_TREND || after < QUARTERS_FOR_TREND
      ? `A break in the trend is not worked out: it takes ${numberWords(QUARTERS_FOR_TREND)} quarters on each side, and there are ${all} before the pilot and ${numberWords(after)} from its start.`
      : "";
  return [
    off === 0
      ? `In none of the ${all} quarters before the pilot does the gap between ${project.id} and its comparison networks lie clearly off the others. Few people a quarter would show only a large difference.`
      : sentence(
          `In ${numberWords(off)} of the ${all} quarters before the pilot the gap between ${project.id} and its comparison networks lies clearly off the others already, which speaks against this comparison`,
        ),
    ...(trend === "" ? [] : [trend]),
  ];
}
