import type { Catalogue } from "../../src/release/catalogue.ts";
import { KEY_MEASURES, type Network, networksOf } from "./compare-networks.js";
import { nothing } from "./dom.js";
import { figure } from "./figure.js";
import { bandOf, estimateWords, methodsOf, missingWords } from "./figure-data.js";
import { formatDecimal, formatEstimate, formatValue, type NumberStyle, numberStyle } from "./format.js";
import { isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { networkLink } from "./network-link.js";
import { projectColumn } from "./network-projects.js";
import { yearOf } from "./period-control.js";
import { isRange, rangeOrFigure } from "./range-row.js";
import { periodWords, type Selection } from "./selection.js";
import { estimateColumns, type TableColumn } from "./table-model.js";

const SHORT: Readonly<Record<string, string>> = {
  referrals: "Referrals",
  new_referrals_per_fte: "New referrals a year per FTE",
  link_worker_fte_per_10000_patients: "Link workers per 10,000 patients",
  link_worker_fte: "Link workers (FTE)",
  registered_patients: "Registered patients",
  follow_up_rate: "Follow-up rate (95% interval)",
  mean_change: "Mean change (95% interval)",
};

/** Styles of figures whose size the table knows better than the measure's kind. */
function styleOf(catalogue: Catalogue, measure: string, instrument: string): NumberStyle {
  if (measure === "new_referrals_per_fte") return { kind: "rate", decimals: 0, signed: false };
  if (measure === "link_worker_fte") return { kind: "rate", decimals: 2, signed: false };
  return numberStyle(catalogue, measure, instrument);
}

/** Networks with their key figures, in the order of their names until the reader sorts them; nothing without networks. */
export function compareTable(release: Release, selection: Selection): Node {
  const { catalogue } = release;
  const { instrument } = selection;
  const items = networksOf(release, selection);
  if (items.length < 2) return nothing();
  const held = (id: string): boolean =>
    isHeld(release, id, instrument) && items.some((item) => item.cell(id) !== undefined);
  const outcomes = held("mean_change");
  const single = (id: string): readonly TableColumn<Network>[] => {
    if (!held(id)) return [];
    const style = styleOf(catalogue, id, instrument);
    return estimateColumns<Network>(SHORT[id] ?? id, style, (item) => item.cell(id), ["value"]).map(
      (column) => ({
        ...column,
        text: (item: Network) => rangeOrFigure(item.cell(id), style),
        csv: (item: Network) =>
          isRange(item.cell(id)) ? rangeOrFigure(item.cell(id), style) : column.csv(item),
      }),
    );
  };
  const withInterval = (id: string): readonly TableColumn<Network>[] => {
    if (!held(id)) return [];
    const style = styleOf(catalogue, id, instrument);
    const [value, ...limits] = estimateColumns<Network>(
      SHORT[id]?.replace(" (95% interval)", "") ?? id,
      style,
      (item) => item.cell(id),
      ["value", "interval"],
    );
    if (value === undefined) return [];
    return [
      { ...value, label: SHORT[id] ?? id, text: (item) => estimateWords(item.cell(id), style) },
      ...limits.map((column) => ({ ...column, csvOnly: true })),
    ];
  };
  const capacityOnly = !held("referrals") && !outcomes;
  const here = yearOf(catalogue, selection);
  const period = periodWords(catalogue, here.period_type, here.period);
  const measures = ["referrals", "follow_up_rate", "mean_change"].filter(held);
  return figure(catalogue, {
    id: "networks",
    title: `Networks side by side, ${period}`,
    summary: `${items.length.toLocaleString("en-GB")} networks in the order of their names. Each heading sorts the table. Differences may be chance, and networks differ in size and in whom they support: an order by a figure is no ranking.${
      measures.includes("follow_up_rate") ? " For what chance alone would give, see the funnel plot." : ""
    }`,
    table: {
      caption: `Key figures of networks, ${period}`,
      items,
      columns: [
        {
          label: "Network",
          text: (item) => networkLink(catalogue, selection, item.area, item.label),
          csv: (item) => item.label,
        },
        ...single("referrals"),
        ...single("new_referrals_per_fte"),
        ...single("link_worker_fte_per_10000_patients"),
        ...(capacityOnly ? [...single("link_worker_fte"), ...single("registered_patients")] : []),
        ...withInterval("follow_up_rate"),
        ...withInterval("mean_change"),
        ...(outcomes && held("expected_change_rtm") ? [expectedColumn(release, selection)] : []),
        ...projectColumn<Network>(catalogue),
      ],
    },
    methods: methodsOf(catalogue, [
      ...[...KEY_MEASURES, "link_worker_fte", "expected_change_rtm"].filter(held),
    ]),
    filter: { id: "find-network", label: "Find a network", many: "networks" },
    sortable: true,
    open: true,
  });
}

/** What regression to the mean alone would give, as a range; sorted by its lower end. */
function expectedColumn(release: Release, selection: Selection): TableColumn<Network> {
  const style = numberStyle(release.catalogue, "mean_change", selection.instrument);
  const words = (item: Network): string => {
    const row = item.cell("expected_change_rtm");
    const band = bandOf(row);
    if (band === null) return missingWords(row) === "" ? "\u2013" : formatEstimate(row, style);
    return `${formatValue(band[0], style)} to ${formatValue(band[1], style)}`;
  };
  return {
    label: "From regression to the mean alone",
    numeric: true,
    text: words,
    csv: (item) => {
      const band = bandOf(item.cell("expected_change_rtm"));
      return band === null
        ? words(item)
        : `${formatDecimal(band[0], style.decimals)} to ${formatDecimal(band[1], style.decimals)}`;
    },
  };
}
