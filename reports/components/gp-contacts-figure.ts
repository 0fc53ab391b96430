import { dataTable } from "./data-table.js";
import { h, nothing } from "./dom.js";
import { notAtThisLevel } from "./empty-figure.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { chartRow, missingWords } from "./figure-data.js";
import { formatEstimate, type NumberStyle } from "./format.js";
import { isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { figureText } from "./measure-style.js";
import { projectLink } from "./project-link.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

const STYLE: NumberStyle = { kind: "mean", decimals: 1, signed: false };
const CHANGE: NumberStyle = { ...STYLE, signed: true };

/** Why no band of regression to the mean stands here, as it does for scores. */
const SIZE =
  "How large regression to the mean alone is cannot be worked out here, as it is for scores. That needs the usual number of contacts of everybody on the lists, and how much it varies over time. No record here is of people who were never referred.";

/** A project whose contacts, and those of its comparison networks, can be shown. */
interface Pair {
  readonly project: Release["catalogue"]["projects"][number];
  readonly own: EstimateRow | undefined;
  readonly other: EstimateRow | undefined;
}

/** The projects whose change can be set beside that of comparison networks, in the period chosen. */
function projectPairs({ catalogue, estimates }: Release, selection: Selection): readonly Pair[] {
  return catalogue.projects.flatMap((project): readonly Pair[] => {
    const at = (area_type: string) =>
      cellAt(estimates, selection, "mean_gp_contacts_change", {
        area_type,
        area: project.id,
        instrument: "",
      });
    const [own, other] = [at("project"), at("comparator")];
    if (missingWords(own) !== "" || missingWords(other) !== "") return [];
    return [{ project, own, other }];
  });
}

/** What a change before and after may be set beside: for an area that is no project, only its projects have any. */
function beforehand(pairs: readonly Pair[]): string {
  const fall =
    "People are referred when they need help most, so contacts would fall afterwards from regression to the mean alone.";
  if (pairs.length === 0) return `There is nothing to compare this with. ${fall}`;
  const others = pairs.flatMap(({ other }) => (other?.value == null ? [] : [other]));
  const [least, most] = [others.toSorted(byValue)[0], others.toSorted(byValue).at(-1)];
  const from = formatEstimate(least, CHANGE);
  const to = formatEstimate(most, CHANGE);
  const range = from === to ? from : `between ${from} and ${to}`;
  return `${fall} This figure has no comparison, but ${pairs.length} ${pairs.length === 1 ? "project has" : "projects have"} one: in networks without the project contacts changed by ${range} for each person.`;
}

const byValue = (a: EstimateRow, b: EstimateRow): number => (a.value ?? 0) - (b.value ?? 0);

function pairsTable({ catalogue }: Release, pairs: readonly Pair[]): Node {
  return h(
    "details",
    { class: "more" },
    h("summary", {}, "Projects beside their comparison networks"),
    dataTable<Pair>(
      {
        caption: "Change in contacts with general practice: projects beside their comparison networks",
        items: pairs,
        columns: [
          { label: "Project", text: ({ project }) => projectLink(project), csv: ({ project }) => project.id },
          {
            label: "Change there (95% interval)",
            text: ({ own }) => figureText(own, CHANGE),
            csv: ({ own }) => own?.value ?? null,
          },
          {
            label: "Change in the comparison networks (95% interval)",
            text: ({ other }) => figureText(other, CHANGE),
            csv: ({ other }) => other?.value ?? null,
          },
        ],
      },
      releaseMark(catalogue),
    ),
  );
}

/**
 * Contacts with general practice before and after the first referral, in equal times: beside those of the comparison
 * networks where the area has any, else as context with the warning that a fall is to be expected.
 */
export function gpContactsFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  if (!isHeld(release, "mean_gp_contacts_change", "")) return nothing();
  const title = "Contacts with general practice before and after";
  const at = (one: Selection, measure: string, area_type: string) =>
    cellAt(estimates, one, `mean_gp_contacts_${measure}`, { area_type, instrument: "" });
  const isProject = selection.area_type === "project";
  const beside = isProject && missingWords(at(selection, "change", "comparator")) === "";
  const places = [
    [
      "here",
      selection.area_type,
      isProject ? "This project" : areaLabel(catalogue, selection.area_type, selection.area),
    ],
    ...(beside ? ([["there", "comparator", "Comparison networks"]] as const) : []),
  ] as const;
  const items = places.map(([key, area_type, label]) => ({
    key,
    label,
    before: at(selection, "before", area_type),
    after: at(selection, "after", area_type),
    change: at(selection, "change", area_type),
  }));
  type Item = (typeof items)[number];
  const [here, there] = items;
  if (here?.change === undefined) {
    return notAtThisLevel(
      release,
      selection,
      title,
      (one) => missingWords(at(one, "change", one.area_type)) === "",
    );
  }
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const pairs = isProject ? [] : projectPairs(release, selection);
  const told = (item: Item | undefined) => figureText(item?.change, CHANGE);
  const summary = beside
    ? `${area}: ${told(here)} contacts for each person here, ${told(there)} in the comparison networks.`
    : `${area}: ${told(here)} contacts for each person. ${beforehand(pairs)}`;
  const legend: LegendItem[] = [
    { mark: "open-dot", text: "Before" },
    { mark: "dot", text: "After, with its interval" },
  ];
  const byKey = new Map<string, Item>(items.map((item) => [item.key, item]));
  const drawn = figure<Item>(catalogue, {
    id: "gp-contacts",
    title,
    summary,
    legend,
    draw: (width) =>
      rowChart(
        items.map((item) =>
          chartRow(item.key, item.label, item.after, {
            from: missingWords(item.before) === "" ? (item.before?.value ?? null) : null,
          }),
        ),
        {
          width,
          style: STYLE,
          axis: "Contacts for each person",
          mark: "dot",
          zero: "",
          columns: [{ head: "Change (interval)", text: ({ key }) => told(byKey.get(key)) }],
          watermark: releaseMark(catalogue),
          label: `Chart of dots and arrows. ${summary}`,
        },
      ),
    note: h(
      "div",
      {},
      h(
        "p",
        {},
        `${beside ? "Read the two changes together: the networks were not chosen by lot, so a difference between them cannot be put down to the project. People referred there come from a time of need too." : "Context only: no claim can rest on a fall without a comparison."} Only people known to a practice that took part, with both numbers, are in it.`,
      ),
      h("p", {}, SIZE),
    ),
    table: {
      caption: `${title}, ${area}`,
      items,
      columns: [
        nameColumn("Where", ({ label }: Item) => label),
        ...estimateColumns<Item>("Before", STYLE, ({ before }) => before, ["value", "interval"]),
        ...estimateColumns<Item>("After", STYLE, ({ after }) => after, ["value", "interval"]),
        ...estimateColumns<Item>("Change", CHANGE, ({ change }) => change, ["value", "interval", "n"]),
      ],
    },
    methods: ["mean-interval", "t-interval-paired"],
  });
  return pairs.length === 0 ? drawn : h("div", {}, drawn, pairsTable(release, pairs));
}
