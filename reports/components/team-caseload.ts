import type { TeamView } from "../../src/measures/team-members.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { nothing } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import { formatDate, formatTick } from "./format.js";
import { nameColumn } from "./table-model.js";
import { teamCaseloadChart } from "./team-caseload-chart.js";
import { medianOf, placeName } from "./team-words.js";

/** Open cases of each worker of a service at the end of each quarter, over the span and the middle of the team. */
export function teamCaseload(catalogue: Catalogue, view: TeamView, service: string): Node {
  const { quarters } = view.days;
  const items = view.members
    .filter((one) => (one.service ?? "") === service)
    .flatMap(({ label, cases }) =>
      cases === null || cases.open_by_quarter.every((open) => open === 0)
        ? []
        : [{ label, open: cases.open_by_quarter }],
    );
  if (items.length === 0 || quarters.length < 2) return nothing();
  const team = quarters.map((_, quarter) => {
    const values = items.map(({ open }) => open[quarter] ?? 0);
    return { low: Math.min(...values), middle: medianOf(values) ?? 0, high: Math.max(...values) };
  });
  const ticks = quarters.map(({ period }) => formatTick("quarter", period));
  const [first, last] = [team[0], team.at(-1)];
  const name = placeName(catalogue, "service", service);
  const summary = `${items.length} ${items.length === 1 ? "worker" : "workers"} with cases. On ${formatDate(view.days.data_date)} they had from ${last?.low} to ${last?.high} open cases each, half of them ${last?.middle} or more; at the end of ${ticks[0]}, from ${first?.low} to ${first?.high}. Working hours differ, and so do the people supported: a longer line is not a better or a worse worker.`;
  return figure(catalogue, {
    id: "team-caseload",
    title: `Open cases of each worker, quarter by quarter: ${name}`,
    summary,
    legend: [
      {
        mark: "interval",
        text: "Open cases of this worker on the last day of each quarter; of the running one, on the day the data were taken",
      },
      { mark: "band", text: "From the fewest to the most in the team" },
      { mark: "dashed-line", text: "Middle of the team" },
    ],
    draw: (width) =>
      teamCaseloadChart(items, {
        width,
        ticks,
        team,
        watermark: releaseMark(catalogue),
        label: `Panels of lines over quarters, one a worker. ${summary}`,
      }),
    note: "Cases that nobody closed count as open, and cases opened before the records begin do not. A case stands under the worker it is under now, so a case that was handed over counts for the new worker throughout.",
    table: {
      caption: `Open cases on the last day of each quarter, ${name}`,
      items,
      columns: [
        nameColumn("Member of staff", (item: (typeof items)[number]) => item.label),
        ...ticks.map((tick, quarter) => ({
          label: tick,
          numeric: true,
          text: (item: (typeof items)[number]) => String(item.open[quarter] ?? 0),
          csv: (item: (typeof items)[number]) => item.open[quarter] ?? 0,
        })),
      ],
    },
    methods: [],
  });
}
