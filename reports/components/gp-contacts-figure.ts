import { nothing } from "./dom.js";
import { notAtThisLevel } from "./empty-figure.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { chartRow, missingWords } from "./figure-data.js";
import type { NumberStyle } from "./format.js";
import { isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { figureText } from "./measure-style.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

const STYLE: NumberStyle = { kind: "mean", decimals: 1, signed: false };
const CHANGE: NumberStyle = { ...STYLE, signed: true };

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
  const told = (item: Item | undefined) => figureText(item?.change, CHANGE);
  const summary = beside
    ? `${area}: ${told(here)} contacts for each person here, ${told(there)} in the comparison networks.`
    : `${area}: ${told(here)} contacts for each person. There is nothing to compare this with: people are referred when they need help most, so contacts would fall afterwards from regression to the mean alone.`;
  const legend: LegendItem[] = [
    { mark: "open-dot", text: "Before" },
    { mark: "dot", text: "After, with its interval" },
  ];
  const byKey = new Map<string, Item>(items.map((item) => [item.key, item]));
  return figure<Item>(catalogue, {
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
    note: `${beside ? "Read the two changes together: the networks were not chosen by lot, so a difference between them cannot be put down to the project. People referred there come from a time of need too." : "Context only: no claim can rest on a fall without a comparison."} Only people known to a practice that took part, with both numbers, are in it.`,
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
}
