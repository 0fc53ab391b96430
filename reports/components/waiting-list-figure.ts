import type { Catalogue } from "../../src/release/catalogue.ts";
import { nothing } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import { chartRow, estimateWords, methodsOf, missingWords } from "./figure-data.js";
import { formatEstimate, type NumberStyle, statusReason } from "./format.js";
import type { Release } from "./load-release.js";
import { rowChart } from "./row-chart.js";
import { cellAt, type Selection } from "./selection.js";
import { hasOfStaff, staffSelection } from "./staff-selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

const COUNT: NumberStyle = { kind: "count", decimals: 0, signed: false };
const WEEKS: NumberStyle = { kind: "rate", decimals: 1, signed: false };
const DAYS: NumberStyle = { kind: "rate", decimals: 0, signed: false };

/** The financial year chosen, or else the last one with figures, and the one before it. */
function yearsOf(
  release: Release,
  selection: Selection,
): readonly [Catalogue["periods"][number] | undefined, Catalogue["periods"][number] | undefined] {
  const { catalogue } = release;
  const years = catalogue.periods.filter(
    ({ period_type, period }) =>
      period_type === "financial_year" && hasOfStaff(release, "cases_open", { period_type, period }),
  );
  const at = years.findIndex(
    ({ period }) => selection.period_type === "financial_year" && period === selection.period,
  );
  const place = at < 0 ? years.length - 1 : at;
  return [years[place], years[place - 1]];
}

/** The waiting list of each service now and a year before, and the wait that follows from it beside the one observed. */
export function waitingListFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const here = staffSelection(catalogue, selection);
  const [year, before] = yearsOf(release, here);
  // Of "April 2023 to March 2024", its end.
  const end = year?.label.split(" to ").at(-1) ?? "";
  if (year === undefined || !estimates.has("cases_waiting")) return nothing();
  const items = catalogue.areas
    .filter(({ area_type }) => area_type === "service" || area_type === "programme")
    .toSorted((a, b) => a.label.localeCompare(b.label, "en-GB"))
    .map(({ area_type, area, label }) => {
      const at = (measure: string, period = year.period) =>
        cellAt(estimates, here, measure, { area_type, area, period_type: "financial_year", period });
      return {
        area_type,
        area,
        label,
        now: at("cases_waiting"),
        earlier: before === undefined ? undefined : at("cases_waiting", before.period),
        open: at("cases_open"),
        openEarlier: before === undefined ? undefined : at("cases_open", before.period),
        implied: at("implied_wait_weeks"),
        observed: at("median_days_to_first_contact"),
      };
    });
  type Item = (typeof items)[number];
  const services = items.filter(({ area_type }) => area_type === "service");
  const whole = items.find(({ area_type }) => area_type === "programme");
  const rows = services
    .toSorted((a, b) => (b.now?.value ?? -1) - (a.now?.value ?? -1))
    .map((item) =>
      chartRow(item.area, item.label, item.now, {
        from: missingWords(item.earlier) === "" ? (item.earlier?.value ?? null) : null,
      }),
    );
  const byArea = new Map(items.map((item) => [item.area, item]));
  const gone = rows.filter(({ missing }) => missing !== "").length;
  const summary =
    `${whole?.label ?? ""}: ${formatEstimate(whole?.now, COUNT)} waiting for a first contact at the end of ${end}${
      before === undefined ? "" : `, ${formatEstimate(whole?.earlier, COUNT)} a year before`
    }. ${impliedWords(whole?.implied)}`.trim();
  return figure(catalogue, {
    id: "waiting-list",
    title: `Waiting for a first contact, by service, end of ${end}`,
    summary,
    legend: [
      { mark: "dot", text: "Waiting now" },
      ...(before === undefined ? [] : [{ mark: "open-dot" as const, text: "A year before" }]),
      ...(gone > 0 ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }] : []),
    ],
    draw: (width) =>
      rowChart(rows, {
        width,
        style: COUNT,
        axis: "Referrals waiting on the last day",
        mark: "dot",
        domain: [0, Math.max(1, ...rows.flatMap((row) => [row.value ?? 0, row.from ?? 0])) * 1.06],
        columns: [
          {
            head: "A year before \u2192 now",
            text: (row) =>
              row.missing === ""
                ? `${formatEstimate(byArea.get(row.key)?.earlier, COUNT)} \u2192 ${formatEstimate(byArea.get(row.key)?.now, COUNT)}`
                : "",
          },
        ],
        watermark: releaseMark(catalogue),
        label: `Chart with an arrow from last year’s waiting list to this year’s, one row a service. ${summary}`,
      }),
    note: "Waiting: open, and without an attended, two-way contact by that day. The implied wait is those waiting divided by those seen for the first time each week of the year (Little’s law). It tells how long someone who joins the end would wait if flow and list stay as they are. Where the list clearly rose or fell it is not given. Its interval is that of the number seen only: the list itself goes up and down within the year, and whoever leaves it unseen makes the true wait shorter. It is no average of waits that people have had: the median in the table is, and only of those who were seen.",
    table: {
      caption: `Waiting lists and waits by service, end of ${end}`,
      items,
      columns: [
        nameColumn("Service", (item: Item) => item.label),
        ...estimateColumns<Item>("Waiting now", COUNT, (item) => item.now, ["value"]),
        ...estimateColumns<Item>("Waiting a year before", COUNT, (item) => item.earlier, ["value"]),
        ...estimateColumns<Item>("Open now", COUNT, (item) => item.open, ["value"]),
        ...estimateColumns<Item>("Open a year before", COUNT, (item) => item.openEarlier, ["value"]),
        {
          label: "Implied wait, weeks",
          numeric: true,
          text: (item: Item) =>
            missingWords(item.implied) === "" ? estimateWords(item.implied, WEEKS) : short(item),
          csv: (item: Item) =>
            missingWords(item.implied) === "" ? (item.implied?.value ?? null) : short(item),
        },
        ...estimateColumns<Item>("Observed wait, days (median)", DAYS, (item) => item.observed, ["value"]),
      ],
    },
    methods: methodsOf(catalogue, ["cases_waiting", "implied_wait_weeks", "median_days_to_first_contact"]),
  });

  function short({ implied }: Item): string {
    if (implied?.note.includes("rose") === true) return "List rising";
    if (implied?.note.includes("fell") === true) return "List falling";
    return formatEstimate(implied, WEEKS);
  }
}

function impliedWords(row: Parameters<typeof estimateWords>[0]): string {
  if (row === undefined) return "";
  return missingWords(row) === ""
    ? `The present flow implies a wait of ${estimateWords(row, WEEKS)} weeks.`
    : statusReason(row);
}
