import { nothing } from "./dom.js";
import { figure } from "./figure.js";
import { estimateWords, missingWords } from "./figure-data.js";
import { isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { figureText, measureStyle } from "./measure-style.js";
import { heldStages } from "./pathway-stages.js";
import { AREA_TYPES, cellAt, periodWords, type Selection } from "./selection.js";
import { selectionLink } from "./selection-store.js";
import { nameColumn, type TableColumn } from "./table-model.js";

/** The areas of one type with how far their referrals came and how long it took: alphabetical, never ranked. Nothing where there is one area. */
export function pathwayAreas(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const type = AREA_TYPES.find(({ id }) => id === selection.list);
  const stages = heldStages(release);
  const [first, ...later] = stages;
  const areas = catalogue.areas
    .filter(({ area_type }) => area_type === selection.list)
    .toSorted((a, b) => a.label.localeCompare(b.label, "en-GB"));
  if (type === undefined || first === undefined || areas.length === 0) return nothing();
  const items = areas.map((area) => ({
    ...area,
    cell: (measure: string) =>
      cellAt(estimates, selection, measure, {
        instrument: "",
        area_type: area.area_type,
        area: area.area,
      }),
  }));
  type Item = (typeof items)[number];
  const period = periodWords(catalogue, selection.period_type, selection.period);
  const title = `${type.many}, ${period}`;
  const column = (
    id: string,
    label: string,
    kind: "count" | "proportion" | "amount",
  ): TableColumn<Item>[] => {
    const style = { ...measureStyle(catalogue, id, ""), kind, signed: false };
    const raw = (item: Item, part: "value" | "lower" | "upper") => {
      const row = item.cell(id);
      return missingWords(row) === "" ? (row?.[part] ?? null) : figureText(row, style);
    };
    const interval = (part: "lower" | "upper", words: string): TableColumn<Item> => ({
      label: `${label}: interval ${words}`,
      csvOnly: true,
      text: () => "",
      csv: (item) => raw(item, part),
    });
    return [
      {
        label,
        numeric: true,
        text: (item) => estimateWords(item.cell(id), style),
        csv: (item) => raw(item, "value"),
      },
      ...(kind === "count" ? [] : [interval("lower", "from"), interval("upper", "to")]),
    ];
  };
  const times = [["median_days_to_first_contact", "Half of those contacted, within (days)"] as const].filter(
    ([id]) => isHeld(release, id, ""),
  );
  const many = type.many.toLowerCase();
  return figure<Item>(catalogue, {
    id: "pathway-areas",
    title,
    summary: `${areas.length.toLocaleString("en-GB")} ${many} in alphabetical order: the share of referrals that came as far as each stage, with 95% intervals. They support different people, so the list is not a ranking.`,
    ...(areas.length > 9 ? { filter: { id: "find-pathway-area", label: `Find among ${many}`, many } } : {}),
    table: {
      caption: `How far referrals came: ${many}`,
      items,
      columns: [
        {
          ...nameColumn(type.one, ({ label }: Item) => label),
          text: (item) =>
            selectionLink(
              item.label,
              { ...selection, area_type: item.area_type, area: item.area },
              catalogue,
            ),
        },
        ...column(first.measure, first.label, "count"),
        ...later.flatMap(({ reached, label }) => column(reached, label, "proportion")),
        ...times.flatMap(([id, label]) => column(id, label, "amount")),
      ],
    },
    methods: ["count", "wilson"],
    open: true,
  });
}
