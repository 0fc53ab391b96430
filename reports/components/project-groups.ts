import type { Catalogue } from "../../src/release/catalogue.ts";
import { h } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, releaseMark } from "./figure.js";
import {
  betterWords,
  chartRow,
  estimateWords,
  isUnstated,
  missingWords,
  thresholdOf,
  withheldWords,
} from "./figure-data.js";
import { numberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { folded, together } from "./page-section.js";
import { rowChart } from "./row-chart.js";
import { findingAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";
import { withTerms } from "./term.js";

type Project = Catalogue["projects"][number];
type Breakdown = Catalogue["breakdowns"][number];
type Place = Pick<Selection, "area_type" | "area" | "period_type" | "period" | "instrument">;

interface Item {
  readonly key: string;
  readonly by: string;
  readonly label: string;
  readonly category: string;
  readonly change: EstimateRow | undefined;
  readonly improved: EstimateRow | undefined;
}

/** Periods in which groups are looked at, the pilot's results first. */
const PERIODS = [
  ["window", "after"],
  ["all", "all"],
] as const;

/**
 * Whose scores changed: average change and share improved by group, of people referred after the pilot, or over the whole period
 * where fewer than half of the groups can be shown after it; with what the release says of differences between groups.
 */
export function projectGroups(release: Release, project: Project): Node {
  const { catalogue } = release;
  const instrument = catalogue.instruments[0];
  const [primary] = project.measures;
  if (instrument === undefined || primary === undefined)
    return h("p", {}, "No scores are collected by group.");
  const isFirst = primary.measure === "mean_change" && primary.instrument === instrument.id;
  const lead = isFirst
    ? ""
    : `For single projects, figures by group are published of ${instrument.short} scores alone, not of the first measure of this question. `;
  const choices = PERIODS.map(([period_type, period]) => {
    const place = {
      ...{ area_type: "project", area: project.id, period_type, period },
      instrument: instrument.id,
    };
    const items = itemsOf(release, place);
    return { place, items, shown: items.filter(isCompared).filter(isShown).length };
  });
  const [later, whole] = choices;
  const enough = later !== undefined && later.shown * 2 >= later.items.filter(isCompared).length;
  const chosen = later !== undefined && later.shown > 0 && enough ? later : whole;
  if (chosen === undefined || chosen.shown === 0) {
    return h(
      "p",
      {},
      `${lead}No group of this project has a figure that can be shown: there are too few people to tell groups apart.`,
    );
  }
  const { place, items } = chosen;
  const when =
    place.period_type === "window"
      ? "People referred after the pilot"
      : project.windows.length === 0
        ? "People referred over the whole period"
        : "People referred at any time, before the pilot too";
  const finding = findingAt(release.findings, "equity", place as Selection);
  const held = catalogue.breakdowns.filter(({ breakdown }) =>
    items.some((item) => item.by === breakdown && isCompared(item)),
  );
  const told = ({ breakdown }: Breakdown): boolean =>
    items.filter((item) => item.by === breakdown && isCompared(item) && isShown(item)).length > 1;
  const characteristics = held.filter(told);
  const target = project.target_breakdowns ?? [];
  const first =
    target.flatMap((by) => characteristics.find(({ breakdown }) => breakdown === by) ?? [])[0] ??
    characteristics[0];
  if (first === undefined) {
    return h("p", {}, `${lead}Too few groups can be shown to tell groups apart.`);
  }
  const few = held.filter((one) => !told(one));
  const names = (some: readonly Breakdown[]): string =>
    some.map(({ label }) => (/^English/.test(label) ? label : lowerFirst(label))).join("; ");
  const wanted = few.filter(({ breakdown }) => target.includes(breakdown));
  const holder = h("div", {});
  const select = h(
    "select",
    { id: "groups-by", onchange: () => show() },
    characteristics.map(({ breakdown, label }) =>
      h("option", { value: breakdown, selected: breakdown === first.breakdown }, label),
    ),
  );
  const show = (): void => {
    const by = characteristics.find(({ breakdown }) => breakdown === select.value) ?? first;
    holder.replaceChildren(groupFigure(release, project, by, items, when));
  };
  show();
  return together(
    h(
      "p",
      {},
      withTerms(
        `${lead}They are of ${when.charAt(0).toLowerCase()}${when.slice(1)}${place.period_type === "all" && project.windows.length > 0 ? ": after it alone, fewer than half of the groups can be shown" : ""}.${
          few.length === 0 ? "" : ` There are too few people to tell groups apart by these: ${names(few)}.`
        }${
          wanted.length === 0 || project.target_label === null
            ? ""
            : ` So how the target group changed  cannot be told in full.`
        }`,
      ),
    ),
    finding === undefined
      ? h("p", {}, "Whether groups differ by more than chance was not worked out here.")
      : h(
          "div",
          {},
          h("p", {}, h("strong", {}, withTerms(finding.headline))),
          folded(
            "Which comparisons were made, and which could not be",
            h(
              "ul",
              {},
              [...finding.detail, ...finding.caveats].map((text) => h("li", {}, withTerms(text))),
            ),
          ),
        ),
    h("div", { class: "field" }, h("label", { for: "groups-by" }, "Groups by"), select),
    holder,
  );
}

function itemsOf({ catalogue, estimates }: Release, place: Place): readonly Item[] {
  const at = (measure: string, breakdown: string, category: string) =>
    estimates.find({ measure, ...place, breakdown, category });
  return catalogue.breakdowns.flatMap(({ breakdown, categories }) =>
    categories.flatMap(({ category, label }): Item[] => {
      const change = at("mean_change", breakdown, category);
      const improved = at("share_improved", breakdown, category);
      return change === undefined && improved === undefined
        ? []
        : [{ key: category, by: breakdown, label, category, change, improved }];
    }),
  );
}

const isCompared = ({ category }: Item): boolean => !isUnstated(category);
const isShown = ({ change }: Item): boolean => missingWords(change) === "";

function groupFigure(
  { catalogue }: Release,
  project: Project,
  by: Breakdown,
  all: readonly Item[],
  when: string,
): Node {
  const instrument = catalogue.instruments[0];
  const style = numberStyle(catalogue, "mean_change", instrument?.id ?? "");
  const shares = numberStyle(catalogue, "share_improved", instrument?.id ?? "");
  const own = all.filter((item) => item.by === by.breakdown);
  const items = [...own.filter(isCompared), ...own.filter((item) => !isCompared(item))];
  const label = by.label.charAt(0).toLowerCase() + by.label.slice(1);
  const shown = items.filter((item) => isCompared(item) && isShown(item));
  const summary = `${
    shown.length < 2
      ? "Too few groups can be shown to tell groups apart."
      : `${shown.map((item) => `${item.label} ${estimateWords(item.change, style)}`).join("; ")}.`
  }${withheldWords(
    items.map(({ change }) => change),
    "groups",
  )} Intervals that overlap may still differ, and groups that differ here may differ in other ways too.`;
  const threshold = thresholdOf(instrument);
  const rows = items.map((item) => chartRow(item.key, item.label, item.change, { apart: !isCompared(item) }));
  const byKey = new Map(items.map((item) => [item.key, item]));
  return figure<Item>(catalogue, {
    id: "project-groups",
    title: `Average change in ${instrument?.short ?? ""} by ${label}`,
    summary,
    legend: [
      { mark: "interval", text: "Average change with its 95% interval" },
      ...(threshold === null ? [] : [{ mark: "threshold" as const, text: "Meaningful change" }]),
      ...(rows.some(({ missing }) => missing !== "")
        ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }]
        : []),
    ],
    draw: (width) =>
      rowChart(rows, {
        width,
        style,
        axis: `Change in ${instrument?.short ?? ""} (${instrument?.unit ?? "points"}), ${betterWords(instrument)}`,
        mark: "dot",
        zero: "No change",
        threshold,
        columns: [
          {
            head: "Change (interval)",
            text: ({ key, missing }) => (missing === "" ? estimateWords(byKey.get(key)?.change, style) : ""),
          },
        ],
        watermark: releaseMark(catalogue),
        label: `Chart of dots with intervals. ${summary}`,
      }),
    note:
      by.breakdown === "baseline_level"
        ? "From regression to the mean alone, low scores tend to rise and high scores to fall: so this tells nothing of who gained from the project."
        : "Only people with both scores. The changes are not set beside those of the same groups elsewhere, so a group that changed more need not have gained more from the project.",
    table: {
      caption: `Change in ${instrument?.name ?? "score"} by ${label}, ${project.id}. ${when}.`,
      items,
      columns: [
        nameColumn(by.label, ({ label: name }: Item) => name),
        ...estimateColumns<Item>("Average change", style, ({ change }) => change, ["value", "interval", "n"]),
        ...estimateColumns<Item>("Improved", shares, ({ improved }) => improved, ["value", "interval"]),
      ],
    },
    methods: ["t-interval-paired", "wilson"],
  });
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
