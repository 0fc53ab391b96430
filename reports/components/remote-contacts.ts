import { nothing } from "./dom.js";
import { notAtThisLevel } from "./empty-figure.js";
import { figure, releaseMark } from "./figure.js";
import { missingWords, timePoint, withheldWords } from "./figure-data.js";
import { formatTick, type NumberStyle } from "./format.js";
import { isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { figureText } from "./measure-style.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";
import { timeChart } from "./time-chart.js";

const SHARE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };
const MEASURE = "share_remote";

/** Share of contacts by telephone, video or message, quarter by quarter; nothing where the way of contacts is not held. */
export function remoteContacts(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const title = "Contacts by telephone, video or message";
  const quarters = catalogue.periods.filter((period) => period.period_type === "quarter");
  if (!isHeld(release, MEASURE, "") || quarters.length < 2) return nothing();
  const at = (one: Selection, period: string) =>
    cellAt(estimates, one, MEASURE, { instrument: "", period_type: "quarter", period });
  const items = quarters.map((quarter) => ({
    label: formatTick(quarter.period_type, quarter.period),
    period: quarter.period,
    row: at(selection, quarter.period),
  }));
  type Item = (typeof items)[number];
  if (items.every(({ row }) => row === undefined)) {
    return notAtThisLevel(release, selection, title, (one) =>
      quarters.some(({ period }) => missingWords(at(one, period)) === ""),
    );
  }
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const shown = items.filter(({ row }) => missingWords(row) === "");
  const [first, last] = [shown[0], shown.at(-1)];
  const told =
    first === undefined || last === undefined
      ? "no quarter has a share that can be shown."
      : first === last
        ? `${figureText(first.row, SHARE)} in ${first.label}.`
        : `${figureText(first.row, SHARE)} in ${first.label}, ${figureText(last.row, SHARE)} in ${last.label}.`;
  const summary = `${area}: ${told}${withheldWords(
    items.map(({ row }) => row),
    "quarters",
  )}`;
  return figure<Item>(catalogue, {
    id: "remote-contacts",
    title,
    summary,
    legend: [{ mark: "interval", text: "Share of the quarter’s contacts with its interval" }],
    draw: (width) =>
      timeChart(
        items.map(({ period, label, row }) => timePoint(period, label, row)),
        {
          width,
          style: SHARE,
          axis: "Share of contacts",
          mark: "dot",
          zero: true,
          watermark: releaseMark(catalogue),
          label: `Chart of dots with intervals over time. ${summary}`,
        },
      ),
    note: "Of attended contacts with a link worker whose way is recorded, in the quarter they took place. The others were face to face, at home or in a group. Neither way is better in itself: when doors are shut it is the only one, and it leaves out people without a telephone or the internet.",
    table: {
      caption: `${title} by quarter, ${area}`,
      items,
      columns: [
        nameColumn("Quarter", ({ label }: Item) => label),
        ...estimateColumns<Item>(
          "Share",
          SHARE,
          ({ row }) => row,
          ["value", "interval", "fraction"],
          "Contacts",
        ),
      ],
    },
    methods: ["wilson"],
    measure: MEASURE,
  });
}
