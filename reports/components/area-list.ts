import { changeWords } from "./change-words.js";
import { nothing } from "./dom.js";
import { figure } from "./figure.js";
import { estimateWords, instrumentOf } from "./figure-data.js";
import { numberStyle } from "./format.js";
import { isCapacityOnly, isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { projectsNote } from "./projects-note.js";
import { AREA_TYPES, cellAt, periodWords, type Selection } from "./selection.js";
import { selectionLink } from "./selection-store.js";
import { estimateColumns, nameColumn, type TableColumn } from "./table-model.js";

/** The areas of one type with their key numbers, in alphabetical order: a list to go on from, not a ranking. Nothing where there is one area. */
export function areaList(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  if (isCapacityOnly(release)) return nothing();
  const type = AREA_TYPES.find((one) => one.id === selection.list);
  const areas = catalogue.areas
    .filter((area) => area.area_type === selection.list)
    .toSorted((a, b) => a.label.localeCompare(b.label, "en-GB"));
  if (type === undefined || areas.length === 0) {
    return nothing();
  }
  const period = periodWords(catalogue, selection.period_type, selection.period);
  const items = areas.map((area) => {
    const parts = { area_type: area.area_type, area: area.area };
    return {
      ...area,
      cell: (measure: string) => cellAt(estimates, selection, measure, parts),
    };
  });
  type Item = (typeof items)[number];
  const name: TableColumn<Item> = {
    ...nameColumn(type.one, (item) => item.label),
    text: (item) =>
      selectionLink(item.label, { ...selection, area_type: item.area_type, area: item.area }, catalogue),
  };
  const measures = ["referrals", "follow_up_rate", "mean_change", "share_improved"].filter((id) =>
    isHeld(release, id, selection.instrument),
  );
  const titles: Readonly<Record<string, string>> = {
    referrals: "Referrals",
    follow_up_rate: "Follow-up rate",
    mean_change: "Mean change",
    share_improved: changeWords(instrumentOf(catalogue, selection.instrument)).improved,
  };
  const columns = measures.flatMap((id): readonly TableColumn<Item>[] => {
    const style = numberStyle(catalogue, id, selection.instrument);
    const made = estimateColumns<Item>(titles[id] ?? id, style, (item) => item.cell(id), ["value"]);
    if (id !== "mean_change") return made;
    return made.map((column) => ({
      ...column,
      label: "Mean change (95% interval)",
      csvLabel: "Mean change",
      text: (item: Item) => estimateWords(item.cell(id), style),
    }));
  });
  const extra = estimates.has("mean_change")
    ? estimateColumns<Item>(
        "Mean change",
        numberStyle(catalogue, "mean_change", selection.instrument),
        (item) => item.cell("mean_change"),
        ["interval"],
      ).map((column) => ({ ...column, csvOnly: true }))
    : [];
  return figure(catalogue, {
    id: "areas",
    title: `${type.many}, ${period}`,
    summary: `${areas.length.toLocaleString("en-GB")} ${type.many.toLowerCase()} in alphabetical order. They differ in size and in whom they support, so the list is not a ranking. Choose a name to see it everywhere.`,
    note: projectsNote(type.id),
    table: {
      caption: `Key numbers of ${type.many.toLowerCase()}`,
      items,
      columns: [name, ...columns, ...extra],
    },
    methods: [
      ...(measures.includes("referrals") ? ["count"] : []),
      ...(measures.some((id) => id === "follow_up_rate" || id === "share_improved") ? ["wilson"] : []),
      ...(measures.includes("mean_change") ? ["t-interval-paired"] : []),
    ],
    open: true,
  });
}
