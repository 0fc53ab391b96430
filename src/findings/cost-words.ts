import type { Catalogue, ProgrammeDocument } from "../release/catalogue.ts";
import type { ComparedChange, ProjectCost } from "../release/project-comparisons-schema.ts";
import { costPerAdditionalImproved } from "../statistics/cost-per-additional-improved.ts";
import { hasGaps } from "./comparison-words.ts";
import { countsAnyChange } from "./counts-any-change.ts";
import { numberWords, thresholdWords } from "./number-words.ts";
import { printableFigure, type ReleasedEstimate } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";

interface Known {
  readonly project: Catalogue["projects"][number];
  /** How much more the share who improved changed here than in the comparison networks; null where it is not compared. */
  readonly improved: ComparedChange | null;
  readonly rows: readonly ReleasedEstimate[];
  readonly spend: ProgrammeDocument["spend"];
}

/** Digits of an amount that a difference of whole percentage points bears. */
const DIGITS = 2;

/**
 * What each person who improved beyond the comparison networks' change cost: what the project spent ÷ (people with both scores ×
 * the difference), from released figures. With an interval that includes no difference there is a least cost and no most:
 * costs without end, and none at all, are in its interval. Nothing without comparison networks, or where more than one in five of
 * them are left out. Source: Altman (1998), BMJ 317:1309–1312.
 */
export function projectCost({ project, improved, rows, spend }: Known, catalogue: Catalogue): ProjectCost {
  const none = (text: string): ProjectCost => ({
    kind: "none",
    cost: null,
    lower: null,
    upper: null,
    words: [sentence(text)],
  });
  const scored = project.measures.find(({ instrument }) => instrument !== "");
  const instrument = catalogue.instruments.find(({ id }) => id === scored?.instrument);
  const reported = spend.filter((one) => one.project === project.id);
  const spent = reported.length === 0 ? project.grant : reported.reduce((sum, { value }) => sum + value, 0);
  if (instrument === undefined) {
    return none(
      `No cost for each additional person improved is given: ${noScoreWords(catalogue)}, so there is no share of people who improved to go by`,
    );
  }
  if (spent === null || spent <= 0)
    return none("No grant or spending was reported, so no cost is worked out");
  if (project.comparator_label === null) {
    return none(
      "No cost for each additional person improved is given: without comparison networks, everybody who would have improved anyway would be counted",
    );
  }
  if (improved?.status !== "published") {
    return none(
      `No cost for each additional person improved is given: it goes by the share of people who improved in ${instrument.short}, and that share cannot be set beside single networks. ${improved?.reason ?? ""} The average change, in the table of measures, is another figure and may be held back for another reason.`,
    );
  }
  if (hasGaps(improved)) {
    return none(
      `No cost for each additional person improved is given: more than one in five comparison networks have too few people with both ${instrument.short} scores to be counted`,
    );
  }
  const { estimate, lower, upper, later, networks } = improved;
  const people = printableFigure(
    rows.find(
      (row) =>
        row.area_type === "project" &&
        row.measure === "share_improved" &&
        row.instrument === instrument.id &&
        row.period_type === "window" &&
        row.period === later,
    ),
  )?.denominator;
  if (
    estimate === null ||
    lower === null ||
    upper === null ||
    people === null ||
    people === undefined ||
    people === 0
  ) {
    return none("No cost for each additional person improved is given: the difference has no interval");
  }
  const within = (x: number) => Math.min(1, Math.max(-1, x));
  const each = spent / people;
  const found = costPerAdditionalImproved(each, {
    value: within(estimate),
    lower: within(lower),
    upper: within(upper),
  });
  const points = (share: number) => numberWords(share * 100);
  const sidesOf = (from: number, to: number) =>
    from >= 0
      ? `${from === 0 ? "from " : ""}${points(from)} to ${points(to)} more`
      : to <= 0
        ? `${to === 0 ? "from " : ""}${points(-to)} to ${points(-from)} less`
        : `from ${points(-from)} less to ${points(to)} more`;
  const basis = `The share who improved in ${instrument.short} (${countsAnyChange(instrument) ? "by any amount" : `by ${thresholdWords(instrument)} or more`}) changed by ${points(Math.abs(estimate))} percentage points ${estimate < 0 ? "less" : "more"} here than in ${numberWords(networks)} comparison networks (95% interval ${sidesOf(lower, upper)}), among about ${numberWords(people)} people referred ${later} the pilot who have both scores.`;
  const covers = `The cost is the ${pounds(spent)} ${reported.length === 0 ? "granted" : "that the project reported as spent"}, all of it, over these people alone. It holds nothing of link workers’ usual time, of general practice or of the activities people went to. People referred at other times, and those with no second score, are not counted as improved.`;
  if (found.reason === null) {
    const [cost, least, most] = [
      amount(found.cost),
      amount(found.lower, Math.floor),
      amount(found.upper, Math.ceil),
    ];
    return {
      kind: "interval",
      cost,
      lower: least,
      upper: most,
      words: [
        `About ${pounds(cost)} for each additional person improved (95% interval ${pounds(least)} to ${pounds(most)}).`,
        basis,
        covers,
      ],
    };
  }
  if (found.lower === null) {
    return {
      ...none(
        "No cost for each additional person improved is given: the interval of the difference holds no additional person improved",
      ),
      words: [
        "No cost for each additional person improved is given: the interval of the difference holds none.",
        basis,
      ],
    };
  }
  const least = amount(found.lower, Math.floor);
  return {
    kind: "no_upper_limit",
    cost: null,
    lower: least,
    upper: null,
    words: [
      estimate > 0
        ? `No single cost can be given. At the difference seen it would be about ${pounds(amount(each / within(estimate)))} for each additional person improved, but there may be none: the interval begins at ${pounds(least)} and has no upper end.`
        : `No cost can be given: ${estimate < 0 ? "the share who improved changed less here than there" : "no additional person improved was seen"}. Even at the most favourable end of the interval each would have cost ${pounds(least)}.`,
      basis,
      covers,
    ],
  };
}

/** `PAM was not named as a measure of this question`, or that none of several scores was. */
function noScoreWords({ instruments }: Catalogue): string {
  const [first, ...others] = instruments.map(({ short }) => short);
  if (first === undefined) return "this programme collects no score";
  return others.length === 0
    ? `${first} was not named as a measure of this question`
    : `no score, such as ${first}, was named as a measure of this question`;
}

/** An amount to two digits, up to whole pounds. */
function amount(value: number, to: (x: number) => number = Math.round): number {
  const step = Math.max(1, 10 ** (Math.floor(Math.log10(value)) + 1 - DIGITS));
  return to(Number((value / step).toFixed(9))) * step;
}

const pounds = (value: number): string => `£${numberWords(value)}`;
