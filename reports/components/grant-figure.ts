import * as Plot from "@observablehq/plot";
import type { Catalogue, ProgrammeDocument } from "../../src/release/catalogue.js";
import { joinWords, placesOn, withMarks } from "./chart-marks.js";
import { asImage, CHART_STYLE, watermark } from "./chart-parts.js";
import { nothing } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import type { TableColumn } from "./table-model.js";

const pounds = (amount: number): string => `£${amount.toLocaleString("en-GB")}`;
const asLabel = (kind: string): string =>
  `${kind.charAt(0).toUpperCase()}${kind.slice(1).replaceAll("_", " ")}`;

/** What each project spent beside its grant, and on what; nothing where no spending was recorded. */
export function grantFigure(catalogue: Catalogue, { spend }: ProgrammeDocument): Node {
  if (spend.length === 0) return nothing();
  const kinds = [...new Set(spend.map(({ kind }) => kind))].sort();
  const of = (project: string, kind?: string): number =>
    spend
      .filter((one) => one.project === project && (kind === undefined || one.kind === kind))
      .reduce((sum, { value }) => sum + value, 0);
  const items = catalogue.projects.map((project) => ({ ...project, spent: of(project.id) }));
  type Item = (typeof items)[number];
  const spent = items.reduce((sum, item) => sum + item.spent, 0);
  const granted = items.reduce((sum, item) => sum + (item.grant ?? 0), 0);
  const amount = (label: string, read: (item: Item) => number | null): TableColumn<Item> => ({
    label,
    csvLabel: `${label} (pounds)`,
    numeric: true,
    text: (item) => {
      const value = read(item);
      return value === null ? "–" : pounds(value);
    },
    csv: read,
  });
  const over = items.filter((item) => item.grant !== null && item.spent > item.grant).length;
  const summary = `Together ${pounds(spent)} was reported as spent${granted > 0 ? ` of ${pounds(granted)} granted` : ""}.${over > 0 ? ` ${over} of ${items.length} projects reported more than the grant.` : ""}`;
  return figure(catalogue, {
    id: "spend",
    title: "Reported spending beside the grant",
    summary,
    legend: [
      { mark: "bar", text: "Spent" },
      { mark: "tick", text: "Grant" },
    ],
    draw: (width) => chart(items, width, releaseMark(catalogue), summary),
    table: {
      caption: "Reported spending by project and kind",
      items,
      columns: [
        { label: "Project", text: (item) => item.name, csv: (item) => item.name },
        amount("Grant", (item) => item.grant),
        amount("Spent", (item) => item.spent),
        ...kinds.map((kind) => amount(asLabel(kind), (item) => of(item.id, kind))),
      ],
    },
    methods: [],
  });
}

function chart(
  items: readonly {
    readonly id: string;
    readonly name: string;
    readonly spent: number;
    readonly grant: number | null;
  }[],
  width: number,
  mark: string,
  summary: string,
): SVGSVGElement {
  const drawn = Plot.plot({
    width,
    height: 46 + items.length * 30,
    marginLeft: 74,
    marginRight: 72,
    marginTop: 8,
    className: "chart",
    style: CHART_STYLE,
    x: { domain: [0, Math.max(...items.flatMap(({ spent, grant }) => [spent, grant ?? 0]), 1)], nice: true },
    y: { type: "band", domain: items.map(({ id }) => id), padding: 0.32 },
    marks: [
      watermark(mark),
      Plot.gridX({ stroke: "var(--line)", strokeOpacity: 1, ticks: 5 }),
      Plot.axisX({ ticks: 5, tickSize: 0, label: null, tickFormat: pounds, color: "var(--ink-soft)" }),
      Plot.axisY({ label: null, tickSize: 0, color: "var(--ink)" }),
      Plot.barX(items, { y: "id", x: "spent", fill: "var(--data)", rx: 2 }),
      Plot.tickX(
        items.filter(({ grant }) => grant !== null),
        { y: "id", x: "grant", stroke: "var(--ink)", strokeWidth: 2.5 },
      ),
      Plot.text(items, {
        y: "id",
        x: (item) => Math.max(item.spent, item.grant ?? 0),
        text: (item) => pounds(item.spent),
        textAnchor: "start",
        dx: 8,
        fill: "var(--ink)",
        fontVariant: "tabular-nums",
      }),
    ],
  });
  const [x, y] = [placesOn(drawn, "x"), placesOn(drawn, "y")];
  return withMarks(
    asImage(drawn as SVGSVGElement, `Bars of spending with a line at each grant. ${summary}`),
    items.map(({ id, name, spent, grant }) => ({
      ...{ name, link: name },
      words: joinWords(`spent ${pounds(spent)}`, grant === null ? "" : `grant ${pounds(grant)}`),
      ...{ left: x.at(spent), top: y.at(id) },
      area: { left: 0, top: y.at(id) - 15, width, height: 30 },
    })),
  );
}
