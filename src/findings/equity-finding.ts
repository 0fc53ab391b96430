import type { Catalogue } from "../release/catalogue.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { type GroupContrast, groupContrast } from "./group-contrast.ts";
import {
  numberWords,
  peopleWords,
  percentIntervalWords,
  percentWords,
  scoreIntervalWords,
  scoreWords,
  shareDecimals,
  shownDecimals,
} from "./number-words.ts";
import { policyCaveat } from "./policy-caveat.ts";
import {
  type CatalogueInstrument,
  type Finding,
  type PrintableFigure,
  printableFigure,
  type ReleasedEstimate,
} from "./released-estimate.ts";
import { listWords, sentence } from "./sentence.ts";

type Breakdown = Catalogue["breakdowns"][number];

/** Categories that say nothing about a person: shown, never compared. */
const NOT_GROUPS = new Set(["not_known", "not_stated"]);

interface Comparison {
  readonly measure: string;
  /** `the share with a second score`. */
  readonly topic: (instrument: CatalogueInstrument) => string;
  readonly figure: (figure: PrintableFigure, instrument: CatalogueInstrument) => string;
  readonly decimals: (figure: PrintableFigure, instrument: CatalogueInstrument) => number;
  /** True where the figure depends on how the score stood at the start. */
  readonly followsBaseline: boolean;
}

const percentFigure = (figure: PrintableFigure) =>
  `${percentWords(figure.value, figure.denominator)}${figure.interval === null ? "" : `, ${percentIntervalWords(figure.interval, figure.denominator)}`}`;

const COMPARISONS: readonly Comparison[] = [
  {
    measure: "follow_up_rate",
    topic: (instrument) => `the share of those due a second ${instrument.short} score who have one`,
    figure: percentFigure,
    decimals: (figure) => shareDecimals(figure.denominator),
    followsBaseline: false,
  },
  {
    measure: "mean_change",
    topic: (instrument) => `the average change in ${instrument.short} scores`,
    figure: (figure, instrument) =>
      `${scoreWords(figure.value, instrument)}${figure.interval === null ? "" : `, ${scoreIntervalWords(figure.interval, instrument)}`}`,
    decimals: (_, instrument) => shownDecimals(instrument),
    followsBaseline: true,
  },
  {
    measure: "share_improved",
    topic: (instrument) => `the share with a better ${instrument.short} score by a meaningful amount`,
    figure: percentFigure,
    decimals: (figure) => shareDecimals(figure.denominator),
    followsBaseline: true,
  },
];

/**
 * How groups differ in one area and period; a difference is named only where two intervals do not overlap.
 * Each single breakdown of the catalogue is looked at; withheld groups are counted, never described.
 */
export function equityFinding(
  estimates: SelectionEstimates,
  instrument: CatalogueInstrument,
  catalogue: Catalogue,
  lead: string,
): Finding {
  const detail: string[] = [];
  const differ: string[] = [];
  let compared = 0;
  for (const breakdown of catalogue.breakdowns) {
    if (breakdown.breakdown === "none" || breakdown.breakdown.includes("*")) continue;
    detail.push(...unknownWords(estimates, breakdown));
    for (const comparison of COMPARISONS) {
      const groups = estimates.groups(comparison.measure, instrument.id, breakdown.breakdown);
      if (groups.length === 0) continue;
      if (comparison.followsBaseline && breakdown.breakdown.startsWith("baseline")) {
        if (comparison.measure === "mean_change") detail.push(baselineWords(breakdown));
        continue;
      }
      const contrast = groupContrast(
        groups.filter((group) => !NOT_GROUPS.has(group.category)),
        (figure) => comparison.decimals(figure, instrument),
      );
      detail.push(contrastWords(contrast, comparison, breakdown, instrument));
      if (contrast.comparable > 1) compared += 1;
      if (contrast.pair !== null)
        differ.push(`${comparison.topic(instrument)} by ${breakdown.label.toLowerCase()}`);
    }
  }
  return {
    headline: headline(lead, differ, compared, instrument),
    detail,
    caveats: [
      "Groups differ in other ways too, such as age or health. These figures are not adjusted for that.",
      ...(differ.length > 0
        ? ["Many groups are compared at once, so some differences would be expected by chance alone."]
        : []),
      "People whose group is not known are left out of the comparisons. They could change the picture.",
      policyCaveat(catalogue),
    ],
  };
}

function headline(
  lead: string,
  differ: readonly string[],
  compared: number,
  instrument: CatalogueInstrument,
): string {
  if (differ.length > 0) {
    return sentence(`${lead}groups differ by more than chance would usually give in ${listWords(differ)}`);
  }
  if (compared > 0) {
    return sentence(
      `${lead}no difference between groups in ${instrument.short} scores or their follow-up is clear enough to be told from chance`,
    );
  }
  return sentence(
    `${lead}groups cannot be compared here: too few figures by group are shown for ${instrument.short} scores`,
  );
}

function contrastWords(
  contrast: GroupContrast,
  comparison: Comparison,
  breakdown: Breakdown,
  instrument: CatalogueInstrument,
): string {
  const topic = `By ${breakdown.label.toLowerCase()}, ${comparison.topic(instrument)}`;
  const hidden =
    contrast.hidden === 0
      ? ""
      : ` ${contrast.hidden === 1 ? "1 group is" : `${numberWords(contrast.hidden)} groups are`} not shown.`;
  if (contrast.comparable < 2)
    return `${topic} cannot be compared: fewer than two groups can be shown.${hidden}`;
  if (contrast.pair === null) {
    return `${topic} is not clearly different between groups: the intervals of all groups shown overlap.${hidden}`;
  }
  const { higher, lower } = contrast.pair;
  const named = (group: { estimate: ReleasedEstimate; figure: PrintableFigure }) =>
    `“${categoryLabel(breakdown, group.estimate.category)}” (${comparison.figure(group.figure, instrument)})`;
  return `${topic} is higher for ${named(higher)} than for ${named(lower)}.${hidden}`;
}

function baselineWords(breakdown: Breakdown): string {
  return `By ${breakdown.label.toLowerCase()}, changes are not compared: with no help at all, low scores tend to rise and high scores tend to fall.`;
}

/** How many people have no group: released counts as they stand, nothing added or taken away. */
function unknownWords(estimates: SelectionEstimates, breakdown: Breakdown): string[] {
  const groups = estimates.groups("people", "", breakdown.breakdown);
  if (groups.length === 0) return [];
  const of = (category: string) => {
    const estimate = groups.find((group) => group.category === category);
    return { estimate, figure: printableFigure(estimate) };
  };
  const notKnown = of("not_known");
  const notStated = of("not_stated");
  const parts: string[] = [];
  if (notKnown.figure !== null) parts.push(`not known for ${peopleWords(notKnown.figure.value)}`);
  if (notStated.figure !== null) parts.push(`not stated by ${peopleWords(notStated.figure.value)}`);
  const withheld = [notKnown, notStated].some(
    ({ estimate, figure }) => estimate !== undefined && figure === null,
  );
  if (parts.length === 0) {
    return withheld
      ? [`How many people have no ${breakdown.label.toLowerCase()} recorded is not shown.`]
      : [];
  }
  const all = printableFigure(estimates.whole("people", ""));
  const total = all === null ? "" : `, of ${numberWords(all.value)}`;
  return [`${breakdown.label} is ${listWords(parts)}${total}.`];
}

function categoryLabel(breakdown: Breakdown, category: string): string {
  return breakdown.categories.find((entry) => entry.category === category)?.label ?? category;
}
