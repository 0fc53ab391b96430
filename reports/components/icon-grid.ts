import type { ControlCharts } from "../../src/release/control-charts-schema.ts";
import { type Network, networksOf } from "./compare-networks.js";
import { chartTitle, targetNames } from "./control-chart-figure.js";
import { type FoundChart, findChart, seriesFor } from "./control-chart-index.js";
import { fileName, writeCsv } from "./csv.js";
import { h, nothing } from "./dom.js";
import { csvHeading, methodLinks, releaseMark } from "./figure.js";
import { focusWhenDrawn } from "./focus-when-drawn.js";
import type { Release } from "./load-release.js";
import { longTable } from "./long-table.js";
import { saveFile } from "./save-file.js";
import { periodLabel, type Selection, writeSelection } from "./selection.js";
import { setSelection } from "./selection-store.js";
import type { TableColumn, TableModel } from "./table-model.js";
import { assuranceIcon, iconKey, iconWords, variationIcon } from "./variation-icons.js";

/** Id of the chart that a cell of the grid leads to. */
export const CHART_ID = "network-over-time";

/** Whether only what stands out is shown, as it is to begin with: kept when the page is drawn anew. */
let onlySigns = true;

/** A table of networks by measures with nothing but the signs of their control charts, each a link to its chart. */
export function iconGrid(release: Release, charts: ControlCharts, selection: Selection): Node {
  const { catalogue } = release;
  const series = seriesFor(charts, selection.instrument);
  const held = series.filter((one) => one.charts.length > 0);
  const items = networksOf(release, selection);
  if (held.length === 0 || items.length < 2) return nothing();
  const none = series
    .filter((one) => !held.includes(one))
    .map((one) => chartTitle(release, { ...one, area: "" }));
  const found = ({ area }: Network, one: (typeof held)[number]) =>
    findChart(charts, { area, measure: one.measure, instrument: one.instrument });
  const words = (one: FoundChart | undefined): string =>
    one?.chart === undefined
      ? `No chart: ${(one?.reason ?? "no figures").toLowerCase()}`
      : iconWords(one.chart);
  const special = items.flatMap((item) =>
    held.filter((one) => (found(item, one)?.chart?.variation ?? "common_cause") !== "common_cause"),
  ).length;
  const drawn = items.flatMap((item) => held.filter((one) => found(item, one)?.chart !== undefined)).length;
  const shown = new Set(items.map(({ area }) => area));
  const trial = held
    .flatMap((one) => one.charts)
    .filter(({ area, values }) => values.length < charts.trial_below && shown.has(area)).length;
  const title = "Every network and measure over time, by sign";
  const isSign = (item: Network, one: (typeof held)[number]): boolean => {
    const chart = found(item, one)?.chart;
    return (
      chart !== undefined && (chart.variation !== "common_cause" || chart.assurance === "consistent_fail")
    );
  };
  const modelOf = (only: boolean): TableModel<Network> => ({
    caption: `Signs of control charts, networks by measures${only ? ", only what stands out" : ""}`,
    items: only ? items.filter((item) => held.some((one) => isSign(item, one))) : items,
    columns: [
      { label: "Network", text: (item) => item.label, csv: (item) => item.label },
      ...held
        .filter((one) => !only || items.some((item) => isSign(item, one)))
        .map(
          (one): TableColumn<Network> => ({
            label: chartTitle(release, { ...one, area: "" }),
            text: (item) =>
              only && !isSign(item, one)
                ? "\u2013"
                : cell(release, selection, { item, one, found: found(item, one) }),
            csv: (item) => words(found(item, one)),
          }),
        ),
    ],
  });
  const model = modelOf(false);
  const place = h("div", {});
  const show = (): void => {
    const now = onlySigns ? modelOf(true) : model;
    place.replaceChildren(
      now.items.length === 0
        ? h("p", { class: "quiet" }, "No sign stands out.")
        : longTable(now, {
            filter: { id: "find-sign", label: "Find a network", many: "networks" },
            mark: releaseMark(catalogue),
          }),
    );
  };
  show();
  const heading = csvHeading(catalogue, model.caption);
  const save = (): void =>
    saveFile(
      writeCsv(
        heading,
        model.columns.map(({ label }) => label),
        items.map((item) => model.columns.map((column) => column.csv(item))),
      ),
      fileName(title, heading, "csv"),
      "text/csv;charset=utf-8",
    );
  return h(
    "section",
    { class: "figure", id: "signs", "aria-labelledby": "signs-title" },
    h("h3", { id: "signs-title" }, title),
    h(
      "p",
      {},
      `${drawn.toLocaleString("en-GB")} charts of ${items.length.toLocaleString("en-GB")} networks. The sign tells the latest point of each: ${special} ${special === 1 ? "stands" : "stand"} out from the network\u2019s own past. Some do by chance alone, so a sign is a reason to look at the chart, no finding. ${trial === 0 ? "" : `${trial === drawn ? "All limits" : `The limits of ${trial}`} rest on fewer than ${charts.trial_below} periods, so they are on trial. `}Networks stand in the order of their names.${
        none.length === 0 ? "" : ` No network has enough periods for a chart of: ${none.join("; ")}.`
      }`,
    ),
    iconKey(targetNames(release, held)),
    h(
      "label",
      { class: "check" },
      h("input", {
        type: "checkbox",
        id: "only-signs",
        checked: onlySigns,
        onchange(event: Event) {
          onlySigns = (event.currentTarget as HTMLInputElement).checked;
          show();
        },
      }),
      "Only what stands out: a special cause, or a target that cannot be met. Untick to see every network and measure",
    ),
    place,
    h(
      "p",
      { class: "figure-note" },
      `\u201cA gap\u201d: a period in between cannot be shown. \u201cToo few\u201d: fewer than ${charts.fewest} periods can be shown. \u201cNo figures\u201d: none can. \u201cToo alike\u201d: waits in whole days are too coarse for limits. A dash, where only what stands out is shown: no sign, or no chart.`,
    ),
    h(
      "div",
      { class: "figure-foot" },
      methodLinks(["control-chart", "control-chart-shares"]),
      h(
        "span",
        { class: "downloads" },
        h(
          "button",
          { type: "button", class: "download", onclick: save },
          "Download table",
          h("span", { class: "visually-hidden" }, `: ${title}`),
          " (CSV)",
        ),
      ),
    ),
  );
}

interface Cell {
  readonly item: Network;
  readonly one: FoundChart["series"];
  readonly found: FoundChart | undefined;
}

function cell({ catalogue }: Release, selection: Selection, { item, one, found }: Cell): string | Node {
  const { chart, periods } = found ?? {};
  if (chart === undefined) return found?.short ?? "";
  const to: Selection = { ...selection, area_type: "pcn", area: item.area, measure: one.measure };
  const last = periodLabel(catalogue, chart.step, periods?.at(-1) ?? "");
  return h(
    "a",
    {
      class: "sign",
      href: `${writeSelection(to, catalogue)}#${CHART_ID}`,
      title: `${iconWords(chart)}, ${last}`,
      onclick(event: Event) {
        const mouse = event as MouseEvent;
        if (mouse.metaKey || mouse.ctrlKey || mouse.shiftKey || mouse.altKey) return;
        event.preventDefault();
        setSelection(to, catalogue);
        focusWhenDrawn(CHART_ID);
      },
    },
    variationIcon(chart.variation),
    chart.assurance === null ? null : assuranceIcon(chart.assurance),
    h("span", { class: "sign-words" }, iconWords(chart)),
  );
}
