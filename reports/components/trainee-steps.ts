import { h, nothing } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { chartRow, methodsOf, missingWords } from "./figure-data.js";
import { formatEstimate, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { rangeOrFigure, rangeRow } from "./range-row.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { staffSelection } from "./staff-selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

const STEPS = [
  ["trainees_started", "Started training"],
  ["trainees_trained", "Completed training"],
  ["trainees_placed", "Placed with a service"],
  ["trainees_progressed", "Went on to a job or further training"],
] as const;
const LIVED = "share_trainees_lived_experience";
const COUNT: NumberStyle = { kind: "count", decimals: 0, signed: false };
const SHARE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };
const WHOLE = { period_type: "all", period: "all" } as const;

/** People who are trained into work, step by step, and the range of those with lived experience; nothing where none are held. */
export function traineeSteps(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const held = STEPS.filter(([id]) => estimates.has(id));
  if (held.length === 0) return nothing();
  // Trainees are counted over the whole time only.
  const here = { ...staffSelection(catalogue, selection), ...WHOLE };
  const area = areaLabel(catalogue, here.area_type, here.area);
  const items = held.map(([id, label]) => ({ id, label, row: cellAt(estimates, here, id) }));
  if (items.every(({ row }) => row === undefined)) {
    return h(
      "section",
      { class: "figure figure-empty" },
      h("h3", {}, `Training, ${area}`),
      h("p", {}, "Nobody of this service is recorded as in training."),
    );
  }
  return h("div", {}, stepsFigure(release, area, items), livedFigure(release, area, here));
}

interface Item {
  readonly id: string;
  readonly label: string;
  readonly row: EstimateRow | undefined;
}

function stepsFigure({ catalogue }: Release, area: string, items: readonly Item[]): HTMLElement {
  const shown = items.filter(({ row }) => missingWords(row) === "");
  const gone = items.length - shown.length;
  const told = shown.map(
    ({ label, row }) => `${formatEstimate(row, COUNT)} ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
  );
  const summary = `${area}: ${told.length === 0 ? "no number can be shown" : told.join(", ")}.${
    gone === 0
      ? ""
      : ` ${gone} of ${items.length} steps ${gone === 1 ? "is" : "are"} withheld, which is not zero.`
  }`;
  const legend: LegendItem[] = [
    { mark: "bar", text: "People who reached the step and all before it" },
    ...(gone > 0 ? [{ mark: "hatch" as const, text: "Withheld, not zero" }] : []),
  ];
  const byKey = new Map(items.map(({ id, row }) => [id, row]));
  return figure<Item>(catalogue, {
    id: "trainees",
    title: `People trained into work, ${area}`,
    summary,
    legend,
    draw: (width) =>
      rowChart(
        items.map(({ id, label, row }) => chartRow(id, label, row)),
        {
          width,
          style: COUNT,
          axis: "People",
          mark: "bar",
          columns: [
            {
              head: "People",
              text: ({ key, missing }) => (missing === "" ? formatEstimate(byKey.get(key), COUNT) : ""),
            },
          ],
          watermark: releaseMark(catalogue),
          label: `Bars, one a step of training. ${summary}`,
        },
      ),
    note: `Over the whole time, volunteers included. ${
      catalogue.policy.staff_from === 0
        ? ""
        : `Numbers are rounded. Nothing is shown of fewer than ${catalogue.policy.staff_from} people, nor a step that fewer did not reach. `
    }Recent trainees may still go on.`,
    table: {
      caption: `People trained into work, ${area}`,
      items,
      columns: [
        nameColumn("Step", ({ label }: Item) => label),
        ...estimateColumns<Item>("People", COUNT, ({ row }) => row, ["value"]),
      ],
    },
    methods: methodsOf(
      catalogue,
      items.map(({ id }) => id),
    ),
  });
}

function livedFigure({ catalogue, estimates }: Release, area: string, here: Selection): Node {
  const row = cellAt(estimates, here, LIVED);
  if (row === undefined) return nothing();
  const label = "Have lived experience";
  const drawn = rangeRow(LIVED, label, row);
  const words = rangeOrFigure(row, SHARE);
  const summary =
    drawn.missing === ""
      ? `${area}: ${words} of the trainees have lived experience, where it is recorded. The true share lies somewhere in the range.`
      : `${area}: the share of trainees with lived experience is ${drawn.missing}.`;
  return figure<Item>(catalogue, {
    id: "trainees-lived-experience",
    title: `Trainees with lived experience, ${area}`,
    summary,
    legend: [
      drawn.missing === ""
        ? { mark: "band", text: "Range in which the share lies" }
        : { mark: "hatch", text: "Withheld, not zero" },
    ],
    draw: (width) =>
      rowChart([drawn], {
        width,
        style: SHARE,
        axis: "Share of trainees",
        mark: "dot",
        domain: [0, 1],
        columns: [{ head: "", text: ({ missing }) => (missing === "" ? words : "") }],
        watermark: releaseMark(catalogue),
        label: `Chart with one row. ${summary}`,
      }),
    note: "Shown as a range: a fifth from 20 trainees, a half from 10 to 19. Not everyone wants to say so.",
    table: {
      caption: `Trainees with lived experience, ${area}`,
      items: [{ id: LIVED, label, row }],
      columns: [
        nameColumn("Figure", (item: Item) => item.label),
        {
          label: "Share",
          numeric: true,
          text: (item) => rangeOrFigure(item.row, SHARE),
          csv: (item) => rangeOrFigure(item.row, SHARE),
        },
      ],
    },
    methods: methodsOf(catalogue, [LIVED]),
  });
}
