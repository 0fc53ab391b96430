import { h, nothing } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import { chartRow, estimateWords, methodsOf, missingWords } from "./figure-data.js";
import { formatDecimal, formatEstimate, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { rowChart } from "./row-chart.js";
import { cellAt, periodWords, type Selection } from "./selection.js";
import { staffSelection } from "./staff-selection.js";
import { estimateColumns, nameColumn, type TableColumn } from "./table-model.js";

const WHOLE: NumberStyle = { kind: "rate", decimals: 0, signed: false };
const COUNT: NumberStyle = { kind: "count", decimals: 0, signed: false };

/** What makes a case complex, in words. */
const KINDS = [
  ["several_reasons", "three or more reasons for referral"],
  ["crisis", "a crisis"],
  ["smi", "severe mental illness"],
  ["interpreter", "need for an interpreter"],
] as const;

/** Open cases for each full-time link worker with and without weights for complex ones, and the order of services by both. */
export function weightedCasesFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const weights = catalogue.workforce.complexity_weights;
  if (!estimates.has("weighted_cases_per_fte") || weights === undefined) return nothing();
  const here = staffSelection(catalogue, selection);
  const all = catalogue.areas
    .filter(({ area_type }) => area_type === "service" || area_type === "programme")
    .map(({ area_type, area, label }) => {
      const at = (measure: string) => cellAt(estimates, here, measure, { area_type, area });
      return {
        area_type,
        area,
        label,
        plain: at("open_cases_per_fte"),
        weighted: at("weighted_cases_per_fte"),
        kinds: KINDS.map(([id]) => at(`cases_open_${id}`)),
      };
    })
    .filter(({ weighted }) => weighted !== undefined);
  type Item = (typeof all)[number];
  const services = all
    .filter(({ area_type }) => area_type === "service")
    .toSorted((a, b) => (b.weighted?.value ?? -1) - (a.weighted?.value ?? -1));
  const whole = all.filter(({ area_type }) => area_type === "programme");
  const items = [...services, ...whole];
  if (items.length === 0) return nothing();
  const place = (measure: "plain" | "weighted") => {
    const known = services.filter(
      (item) => missingWords(item.plain) === "" && missingWords(item.weighted) === "",
    );
    const ordered = known.toSorted((a, b) => (b[measure]?.value ?? 0) - (a[measure]?.value ?? 0));
    return new Map(ordered.map(({ area }, index) => [area, index + 1]));
  };
  const [plainPlace, weightedPlace] = [place("plain"), place("weighted")];
  const moved = services.filter(({ area }) => plainPlace.get(area) !== weightedPlace.get(area));
  const orderWords = ({ area }: Item): string => {
    const [from, to] = [plainPlace.get(area), weightedPlace.get(area)];
    if (from === undefined || to === undefined) return "\u2013";
    return from === to ? `${from}` : `${from} \u2192 ${to}`;
  };
  const rows = items.map((item) =>
    chartRow(item.area, item.label, item.weighted, {
      from: missingWords(item.plain) === "" ? (item.plain?.value ?? null) : null,
      apart: item.area_type === "programme",
      strong: item.area_type === "programme",
    }),
  );
  const byArea = new Map(items.map((item) => [item.area, item]));
  const summary = `${whole.map((item) => `${item.label}: ${formatEstimate(item.plain, WHOLE)} open cases for each, ${estimateWords(item.weighted, WHOLE)} with weights. `).join("")}${
    moved.length === 0
      ? "Weighting leaves the order of services as it is."
      : `Weighting changes the place of ${moved.length} of ${weightedPlace.size} services.`
  }`;
  const period = periodWords(catalogue, here.period_type, here.period);
  const isOne = new Set(Object.values(weights)).size === 1;
  return figure(catalogue, {
    id: "weighted-cases",
    title: `Open cases with weights for complex ones, ${period}`,
    summary,
    legend: [
      { mark: "dot", text: "Weighted" },
      { mark: "open-dot", text: "Each case counted once" },
      ...(rows.some(({ missing }) => missing !== "")
        ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }]
        : []),
    ],
    draw: (width) =>
      rowChart(rows, {
        width,
        style: WHOLE,
        axis: "Open cases per FTE on the last day",
        mark: "dot",
        domain: [
          0,
          Math.max(1, ...rows.flatMap((row) => [row.upper ?? 0, row.value ?? 0, row.from ?? 0])) * 1.05,
        ],
        columns: [
          {
            head: "Plain \u2192 weighted",
            text: (row) =>
              row.missing === ""
                ? `${formatEstimate(byArea.get(row.key)?.plain, WHOLE)} \u2192 ${formatEstimate(byArea.get(row.key)?.weighted, WHOLE)}`
                : "",
          },
        ],
        watermark: releaseMark(catalogue),
        label: `Chart with an arrow from each service’s plain open cases per worker to the weighted ones. ${summary}`,
      }),
    note: [
      h(
        "p",
        {},
        `Each open case counts for 1. On top of that: ${KINDS.map(([id, words]) => `${words} ${formatDecimal(weights[id], 2)}`).join(", ")}. A case of several kinds gets all of them. These weights are a choice of this toolkit or of the programme, not a published scale: no evidence was found for how much more work such cases are${
          isOne ? ", so all count alike" : ""
        }. A programme sets its own in programme.yaml. What a service does not record is not weighed, so one that records more looks more complex. Services whose intervals overlap may stand in either order by chance.`,
      ),
    ],
    table: {
      caption: `Open cases for each full-time link worker, plain and weighted, ${period}`,
      items,
      columns: [
        nameColumn("Service", (item: Item) => item.label),
        ...estimateColumns<Item>("Plain", WHOLE, (item) => item.plain, ["value"]),
        ...estimateColumns<Item>("Weighted", WHOLE, (item) => item.weighted, ["value", "interval"]),
        {
          label: "Place: plain \u2192 weighted",
          text: orderWords,
          csv: orderWords,
        } satisfies TableColumn<Item>,
        ...KINDS.flatMap(([, words], index) =>
          estimateColumns<Item>(`Open: ${words}`, COUNT, (item) => item.kinds[index], ["value"]),
        ),
      ],
    },
    methods: methodsOf(catalogue, ["open_cases_per_fte", "weighted_cases_per_fte"]),
  });
}
