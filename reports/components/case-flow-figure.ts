import { caseFlowChart } from "./case-flow-chart.js";
import { nothing } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import { methodsOf, missingWords } from "./figure-data.js";
import { formatEstimate, formatTick, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { staffSelection } from "./staff-selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

const COUNT: NumberStyle = { kind: "count", decimals: 0, signed: false };
const MEASURES = ["referrals", "support_started", "cases_open", "cases_waiting"] as const;

/** What comes in, who is seen, and who waits, quarter by quarter, of the chosen service or the programme. */
export function caseFlowFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  if (!estimates.has("cases_open")) return nothing();
  const here = staffSelection(catalogue, selection);
  const quarters = catalogue.periods
    .filter(({ period_type }) => period_type === "quarter")
    .map((quarter) => {
      const at = (measure: string) =>
        cellAt(estimates, here, measure, { period_type: "quarter", period: quarter.period });
      const [received, started, open, waiting] = MEASURES.map(at);
      return { ...quarter, received, started, open, waiting };
    });
  if (quarters.every(({ open }) => open === undefined)) return nothing();
  type Quarter = (typeof quarters)[number];
  const area = areaLabel(catalogue, here.area_type, here.area);
  const shown = (row: Quarter["open"]) => (missingWords(row) === "" ? (row?.value ?? null) : null);
  const points = quarters.map((quarter) => ({
    key: quarter.period,
    tick: formatTick("quarter", quarter.period),
    open: shown(quarter.open),
    waiting: shown(quarter.waiting),
    received: shown(quarter.received),
    started: shown(quarter.started),
    missing: missingWords(quarter.open),
  }));
  const [first, last] = [quarters[0], quarters.at(-1)];
  const said = (quarter: Quarter | undefined) =>
    `${quarter?.label ?? ""}: ${formatEstimate(quarter?.open, COUNT)} open on the last day${
      quarter?.waiting === undefined ? "" : `, of them ${formatEstimate(quarter.waiting, COUNT)} waiting`
    }`;
  const summary = `${area}. ${said(first)}. ${said(last)}; ${formatEstimate(last?.received, COUNT)} referrals came in that quarter.`;
  const gone = points.filter(({ open }) => open === null).length;
  const has = (measure: string) => estimates.has(measure);
  return figure(catalogue, {
    id: "case-flow",
    title: "What comes in, who is seen, and who waits, by quarter",
    summary,
    legend: [
      { mark: "ink-dot", text: "Referrals received" },
      ...(has("support_started") ? [{ mark: "ink-ring" as const, text: "Seen for the first time" }] : []),
      { mark: "pilot", text: "Open on the last day" },
      ...(has("cases_waiting")
        ? [{ mark: "bar" as const, text: "Of them, waiting for a first contact" }]
        : []),
      ...(gone > 0 ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }] : []),
    ],
    draw: (width) =>
      caseFlowChart(points, {
        width,
        watermark: releaseMark(catalogue),
        label: `Columns of open cases with those waiting within them, and lines of referrals received and first contacts. ${summary}`,
      }),
    note: "The backlog grows where more comes in than is closed. How many were closed is not published by itself. No control limits are drawn: a backlog carries over from one quarter to the next, so its points do not vary by themselves. It is too low at first, because cases opened before the records begin are in it only where an export holds them, and cases that nobody closed stay in it.",
    table: {
      caption: `What comes in, who is seen, and who waits, by quarter, ${area}`,
      items: quarters,
      columns: [
        nameColumn("Quarter", (item: Quarter) => item.label),
        ...estimateColumns<Quarter>("Received", COUNT, (item) => item.received, ["value"]),
        ...estimateColumns<Quarter>("Seen for the first time", COUNT, (item) => item.started, ["value"]),
        ...estimateColumns<Quarter>("Open on the last day", COUNT, (item) => item.open, ["value"]),
        ...estimateColumns<Quarter>("Waiting on the last day", COUNT, (item) => item.waiting, ["value"]),
      ],
    },
    methods: methodsOf(catalogue, ["cases_open"]),
  });
}
