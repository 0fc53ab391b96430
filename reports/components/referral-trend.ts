import { nothing } from "./dom.js";
import { notAtThisLevel } from "./empty-figure.js";
import { figure, releaseMark } from "./figure.js";
import { timePoint } from "./figure-data.js";
import { formatTick, formatValue, numberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";
import { timeChart } from "./time-chart.js";

/** Referrals of the selected area quarter by quarter, withheld quarters as withheld; nothing where none were collected. */
export function referralTrend(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const title = "Referrals by quarter";
  if (!estimates.has("referrals")) return nothing();
  const quarters = catalogue.periods.filter((period) => period.period_type === "quarter");
  if (quarters.length < 2) return nothing();
  const at = (one: Selection, period: string) =>
    cellAt(estimates, one, "referrals", { period_type: "quarter", period });
  const items = quarters.map((quarter) => ({ ...quarter, row: at(selection, quarter.period) }));
  if (items.every((item) => item.row === undefined)) {
    return notAtThisLevel(release, selection, title, (one) =>
      quarters.some((quarter) => at(one, quarter.period) !== undefined),
    );
  }
  const style = numberStyle(catalogue, "referrals", "");
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const points = items.map((item) =>
    timePoint(item.period, formatTick(item.period_type, item.period), item.row),
  );
  const shown = items.filter((item) => item.row?.status === "published");
  const first = shown[0];
  const last = shown.at(-1);
  const gone = items.length - shown.length;
  const summary = `${area}: ${
    first === undefined || last === undefined
      ? "no quarter has a count that can be shown."
      : `${formatValue(first.row?.value ?? 0, style)} referrals in ${first.label}, ${formatValue(last.row?.value ?? 0, style)} in ${last.label}.`
  }${gone === 0 ? "" : ` ${gone} of ${items.length} quarters ${gone === 1 ? "is" : "are"} withheld, which is not zero.`}`;
  return figure(catalogue, {
    id: "referrals-by-quarter",
    title,
    summary,
    legend: [
      { mark: "bar", text: "Referrals received" },
      ...(gone > 0 ? [{ mark: "hatch" as const, text: "Withheld, not zero" }] : []),
    ],
    draw: (width) =>
      timeChart(points, {
        width,
        style,
        axis: "Referrals",
        mark: "bar",
        watermark: releaseMark(catalogue),
        label: `Column chart. ${summary}`,
      }),
    table: {
      caption: `Referrals by quarter, ${area}`,
      items,
      columns: [
        nameColumn("Quarter", (item: (typeof items)[number]) => item.label),
        ...estimateColumns<(typeof items)[number]>("Referrals", style, (item) => item.row, ["value"]),
      ],
    },
    methods: ["count"],
    measure: "referrals",
  });
}
