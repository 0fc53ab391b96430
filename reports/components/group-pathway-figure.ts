import { nothing } from "./dom.js";
import {
  breakdownOf,
  byWords,
  type EquityGroup,
  equityGroups,
  isClear,
  REFERENCE_NOTE,
  sectionFinding,
  wholeProgramme,
} from "./equity-part.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { chartRow, estimateWords, missingWords } from "./figure-data.js";
import { formatDecimal, formatEstimate, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { pageSection } from "./page-section.js";
import { cellAt, type Selection } from "./selection.js";
import { type StepCell, stepChart } from "./step-chart.js";
import { estimateColumns, nameColumn } from "./table-model.js";

/** Steps in order, with the words at their head. */
const STEPS = [
  ["contacted", "Reached", "Reached by a\nlink worker"],
  ["assessed", "Assessed", "Assessed:\nfirst score"],
  ["started", "Started", "Started\nan activity"],
  ["completed", "Completed", "Completed\nthe sessions"],
  ["followed_up", "Second\nscore", "Second score\nby data date"],
  ["improved", "Improved", "Improved"],
] as const;

const SHARE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };
const RATIO: NumberStyle = { kind: "rate", decimals: 2, signed: false };
const COUNT: NumberStyle = { kind: "count", decimals: 0, signed: false };
const NARROW = 620;
const EVERYBODY = "everybody";

/** How far the referrals of each group came, step by step beside the reference group; nothing without stages by group. */
export function groupPathway(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const place = wholeProgramme(release, selection);
  const whole: EquityGroup = {
    category: EVERYBODY,
    label: "Everybody",
    apart: false,
    cell: (measure) => cellAt(estimates, place, measure),
  };
  const groups = [whole, ...equityGroups(release, selection)].filter(
    ({ cell }) => cell("group_pathway_contacted") !== undefined,
  );
  const steps = STEPS.filter(([fact]) => whole.cell(`group_pathway_${fact}`) !== undefined);
  if (groups.length < 2 || steps.length === 0) return nothing();
  const items = groups.flatMap((group) => steps.map(([fact, short]) => stepOf(group, fact, short)));
  const falls = items.filter(({ ratio }) => isClear(ratio) && (ratio?.upper ?? 1) < 1);
  const greatest = [...falls].sort((a, b) => (a.ratio?.upper ?? 1) - (b.ratio?.upper ?? 1))[0];
  const reference = items.find(({ ratio }) => ratio?.note === REFERENCE_NOTE)?.group.category ?? EVERYBODY;
  const labelOf = ({ category, label }: EquityGroup) =>
    category === reference ? `${label} (reference)` : label;
  const cells = items.map((item) => cellOf(item, item === greatest));
  const title = `Where do groups fall away? The pathway${byWords(catalogue, selection.breakdown)}`;
  const named = (item: (typeof items)[number]) =>
    `${item.group.label}, ${item.name.toLowerCase()}: ${formatEstimate(item.onward, SHARE)} of those at the step before, ${estimateWords(item.ratio, RATIO)} times the reference group`;
  const summary = `Each cell: the share of those at the step before who came as far. ${
    greatest === undefined
      ? "No step at which a group falls away is clear."
      : `Clear falls: ${falls.slice(0, 4).map(named).join("; ")}${falls.length > 4 ? "; and more in the table" : ""}.`
  }`;
  const legend: LegendItem[] = [
    { mark: "band", text: "▼ Clear fall, beside the reference group; the greatest has a frame" },
    { mark: "same", text: "No clear difference" },
    ...(cells.some(({ clear }) => clear === "higher")
      ? [{ mark: "improved", text: "▲ Clearly more often than the reference group" } as const]
      : []),
    ...(cells.some(({ missing }) => missing !== "")
      ? [{ mark: "hatch", text: "No figure shown, not zero" } as const]
      : []),
  ];
  return pageSection(
    "The pathway, group by group",
    ...sectionFinding(release, selection, `equity-pathway-${selection.breakdown}`),
    figure(catalogue, {
      id: "equity-pathway",
      title,
      summary,
      legend,
      draw: (width) =>
        stepChart(cells, {
          width,
          rows: groups.map((group) => [group.category, labelOf(group)]),
          steps: steps.map(([fact, short, long]) => [fact, width < NARROW ? short : long]),
          watermark: releaseMark(catalogue),
          label: `Table of steps by group. ${summary}`,
        }),
      table: {
        caption: `${title}, whole programme`,
        items,
        columns: [
          nameColumn(breakdownOf(catalogue, selection.breakdown)?.label ?? "Group", ({ group }: Item) =>
            labelOf(group),
          ),
          nameColumn("Step", ({ name }: Item) => name),
          ...estimateColumns<Item>("Referrals", COUNT, ({ count }) => count, ["value"]),
          ...estimateColumns<Item>("Of the step before", SHARE, ({ onward }) => onward, [
            "value",
            "interval",
          ]),
          ...estimateColumns<Item>("Of all referrals", SHARE, ({ reached }) => reached, ["value"]),
          ...estimateColumns<Item>("Times the reference group", RATIO, ({ ratio }) => ratio, [
            "value",
            "interval",
          ]),
          nameColumn("Clear", ({ ratio }: Item) => (isClear(ratio) ? "Yes" : "")),
        ],
      },
      methods: ["wilson", "rounded-risk-ratio", "count"],
      note: "Assessed: has a first score. Second score: has one by the data date, due or not. Referrals of people whose group is not known are compared with no other.",
    }),
  );
}

interface Item {
  readonly group: EquityGroup;
  readonly fact: string;
  readonly name: string;
  readonly count: EstimateRow | undefined;
  readonly onward: EstimateRow | undefined;
  readonly reached: EstimateRow | undefined;
  readonly ratio: EstimateRow | undefined;
}

const stepOf = (group: EquityGroup, fact: string, name: string): Item => ({
  group,
  fact,
  name: name.replace("\n", " "),
  count: group.cell(`group_pathway_${fact}`),
  onward: group.cell(`group_onward_${fact}`),
  reached: group.cell(`group_reached_${fact}`),
  ratio: group.cell(`group_ratio_onward_${fact}`),
});

function cellOf({ group, fact, onward, ratio }: Item, greatest: boolean): StepCell {
  const { missing } = chartRow(fact, "", onward);
  const isShown = ratio !== undefined && missingWords(ratio) === "" && ratio.value !== null;
  const side = isClear(ratio) && isShown ? ratio : undefined;
  return {
    row: group.category,
    step: fact,
    share: missing === "" ? formatEstimate(onward, SHARE) : "",
    ratio: isShown
      ? `× ${formatDecimal(ratio.value ?? 0, 2)}`
      : ratio?.note === REFERENCE_NOTE
        ? "reference"
        : "",
    missing,
    clear:
      side === undefined ? null : (side.upper ?? 1) < 1 ? "lower" : (side.lower ?? 1) > 1 ? "higher" : null,
    greatest,
  };
}
