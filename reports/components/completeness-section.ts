import { nothing } from "./dom.js";
import { byWords, sectionFinding, wholeProgramme } from "./equity-part.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { chartRow, estimateWords, withheldWords } from "./figure-data.js";
import { formatEstimate, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { folded, pageSection, sideBySide } from "./page-section.js";
import { rowChart } from "./row-chart.js";
import { cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

const SHARE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };
const MEASURE = "share_unrecorded";

const WAYS = [
  ["not_known", "Never asked or recorded"],
  ["not_stated", "Asked, and preferred not to say"],
  ["suppressed", "Left out by the publisher"],
] as const;

interface Item {
  readonly key: string;
  readonly label: string;
  readonly strong: boolean;
  readonly row: EstimateRow | undefined;
}

/** How often the chosen characteristic is not recorded, by service; nothing where that is not told. */
export function completenessSection(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const place = wholeProgramme(release, selection);
  const { breakdown } = selection;
  const at = (area_type: string, area: string, category: string) =>
    cellAt(estimates, { ...place, area_type, area }, MEASURE, { breakdown, category });
  const areas = [
    { key: "programme", area_type: "programme", label: "Whole programme", strong: true },
    ...catalogue.areas
      .filter(({ area_type }) => area_type === "service")
      .map(({ area, label, area_type }) => ({ key: area, area_type, label, strong: false })),
  ];
  const figures = WAYS.map(([category, title]) => ({
    category,
    title,
    items: areas
      .map(
        ({ key, area_type, label, strong }): Item => ({
          key,
          label,
          strong,
          row: at(area_type, key, category),
        }),
      )
      .filter(({ row }) => row !== undefined),
  })).filter(({ items }) => items.length > 0);
  if (figures.length === 0) return nothing();
  return pageSection(
    "How complete are the records?",
    ...sectionFinding(release, selection, `equity-completeness-${breakdown}`),
    folded(
      "Service by service",
      sideBySide(
        ...figures.map(({ category, title, items }) =>
          unrecorded(release, {
            category,
            title: `${title}${byWords(catalogue, breakdown)}`.replace(" by ", ": "),
            items,
          }),
        ),
      ),
    ),
  );
}

function unrecorded(
  release: Release,
  {
    category,
    title,
    items,
  }: { readonly category: string; readonly title: string; readonly items: readonly Item[] },
): Node {
  const { catalogue } = release;
  const rows = items.map(({ key, label, row, strong }) => chartRow(key, label, row, { strong }));
  const byKey = new Map(items.map(({ key, row }) => [key, row]));
  const whole = items.find(({ strong }) => strong)?.row;
  const summary = `Share of referrals, whole period. Whole programme ${formatEstimate(whole, SHARE)}.${withheldWords(
    items.map(({ row }) => row),
    "rows",
  )}`;
  const legend: LegendItem[] = [
    { mark: "bar", text: "Share of referrals" },
    ...(rows.some(({ missing }) => missing !== "")
      ? [{ mark: "hatch", text: "No figure shown, not zero" } as const]
      : []),
  ];
  return figure(catalogue, {
    id: `equity-${category.replace("_", "-")}`,
    title,
    summary,
    legend,
    draw: (width) =>
      rowChart(rows, {
        ...{ width, style: SHARE, axis: "Share of referrals (%)", mark: "bar" },
        columns: [
          {
            head: "Figure (interval)",
            text: ({ key, missing }) => (missing === "" ? estimateWords(byKey.get(key), SHARE) : ""),
          },
        ],
        watermark: releaseMark(catalogue),
        label: `Bar chart. ${summary}`,
      }),
    table: {
      caption: `${title}, by service`,
      items,
      columns: [
        nameColumn("Service", ({ label }: Item) => label),
        ...estimateColumns<Item>(
          "Share of referrals",
          SHARE,
          ({ row }) => row,
          ["value", "interval", "fraction"],
          "Referrals",
        ),
      ],
    },
    methods: ["wilson"],
  });
}
