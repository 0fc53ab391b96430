import type { Catalogue } from "../../src/release/catalogue.ts";
import type { ProjectComparisons } from "../../src/release/project-comparisons-schema.ts";
import { h, nothing } from "./dom.js";
import { figure, methodLinks, releaseMark } from "./figure.js";
import { formatTick, formatValue, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { projectMeasureTitle } from "./measure-style.js";
import { projectSeriesChart } from "./project-series-chart.js";
import { periodLabel } from "./selection.js";
import { nameColumn } from "./table-model.js";
import { withTerms } from "./term.js";

type Project = Catalogue["projects"][number];
type Told = ProjectComparisons["projects"][number];
type Quarter = Told["quarters"][number];

/** Differences of shares in whole percentage points. */
const POINTS: NumberStyle = { kind: "mean", decimals: 0, signed: true };
const points = (share: number): number => Math.round(share * 100);

/** A project’s first measure beside its comparison networks: in words, and quarter by quarter; the reason where it has none. */
export function projectComparison(release: Release, comparisons: ProjectComparisons, project: Project): Node {
  const told = comparisons.projects.find((one) => one.project === project.id);
  if (told === undefined) return nothing();
  if (told.answer.length === 0) {
    if (project.comparator_label === null) return h("p", {}, "No comparison networks were named.");
    return h("p", {}, withTerms(`No networks are set beside the first measure. ${told.verdict.text}`));
  }
  const mark = releaseMark(release.catalogue);
  const isBeside = told.compared !== null || told.together?.beside === "networks";
  const note = [
    isBeside ? "The networks were named beforehand and not chosen by lot." : "",
    isBeside ? (project.shared_service ?? "") : "",
    told.compared?.status === "published"
      ? "The interval comes from how they differ among themselves, and is wider where the project’s own figures vary more by chance than theirs. No figure of a single network is given."
      : "",
    mark,
  ].filter((text) => text !== "");
  return h(
    "div",
    {},
    h(
      "ul",
      {},
      told.answer.map((text) => h("li", {}, withTerms(text))),
    ),
    note.length === 0 ? null : h("p", { class: "figure-note" }, note.join(" ")),
    told.quarters.length === 0 ? null : quarterFigure(release, project, told.quarters),
  );
}

/** What would make the answer of a project conclusive; nothing where nothing is said. */
export function projectConclusive(comparisons: ProjectComparisons, project: Project): Node {
  const texts = comparisons.projects.find((one) => one.project === project.id)?.conclusive ?? [];
  if (texts.length === 0) return nothing();
  return h(
    "div",
    {},
    h(
      "ul",
      {},
      texts.map((text) => h("li", {}, withTerms(text))),
    ),
    h(
      "p",
      { class: "figure-note" },
      "Planning figures, worked out from this release. They are no results. ",
      methodLinks(["project-comparison"]),
    ),
  );
}

function quarterFigure({ catalogue }: Release, project: Project, quarters: readonly Quarter[]): Node {
  const [primary] = project.measures;
  const name = projectMeasureTitle(catalogue, primary?.measure ?? "", primary?.instrument ?? "", project);
  const pilot = quarters.filter(({ since_start }) => since_start >= 0);
  const shown = quarters.filter(({ estimate }) => estimate !== null);
  const isOff = ({ lower, upper }: Quarter): boolean => (lower ?? 0) > 0 || (upper ?? 0) < 0;
  const side = (before: boolean): string => {
    const some = shown.filter(({ since_start }) => since_start < 0 === before);
    const when = before ? "before the pilot" : "from its start";
    return some.length === 0
      ? `no quarter ${when} can be shown`
      : `${some.filter(isOff).length} of ${some.length} ${some.length === 1 ? "quarter" : "quarters"} shown ${when}`;
  };
  const gone = quarters.length - shown.length;
  const summary = `Intervals that do not hold 0: ${side(true)}, ${side(false)}.${
    gone === 0
      ? ""
      : ` ${gone} of all ${quarters.length} quarters cannot be shown and are counted on neither side.`
  } The quarters before tell whether the project and its comparison networks ran alike until then.`;
  const column = (label: string, of: (quarter: Quarter) => number | null) => ({
    label,
    numeric: true,
    text: (quarter: Quarter) => {
      const value = of(quarter);
      return value === null ? "–" : formatValue(points(value), POINTS);
    },
    csv: (quarter: Quarter) => {
      const value = of(quarter);
      return value === null ? null : points(value);
    },
  });
  const label = (period: string): string => periodLabel(catalogue, "quarter", period);
  return figure<Quarter>(catalogue, {
    id: "comparison-by-quarter",
    title: `${name}: gap to the comparison networks, by quarter`,
    summary,
    legend: [
      { mark: "interval", text: "Gap, less that of the other quarters before the pilot" },
      { mark: "pilot", text: "From the start of the pilot" },
      ...(gone === 0 ? [] : [{ mark: "hatch" as const, text: "No figure shown, not zero" }]),
    ],
    draw: (width) =>
      projectSeriesChart(
        quarters.map(({ period, estimate, lower, upper }) => ({
          key: period,
          series: "here",
          value: estimate === null ? null : points(estimate),
          lower: lower === null ? null : points(lower),
          upper: upper === null ? null : points(upper),
          missing: estimate === null ? "not shown" : "",
        })),
        {
          width,
          style: POINTS,
          axis: "Percentage points",
          periods: quarters.map(({ period }) => ({
            key: period,
            tick: formatTick("quarter", period),
            pilot: pilot.some((one) => one.period === period),
          })),
          line: false,
          documented: [],
          watermark: releaseMark(catalogue),
          label: `Chart of dots with intervals in time order. ${summary}`,
        },
      ),
    note: `A quarter before the pilot is compared with the other quarters before it, a later one with all of them. The intervals are those of single people’s chance: networks that go their own way for other reasons are not in them. ${project.shared_service ?? ""}`.trim(),
    table: {
      caption: `${name}, gap to the comparison networks in percentage points, by quarter: ${project.id}`,
      items: quarters,
      columns: [
        nameColumn("Quarter", ({ period }: Quarter) => label(period)),
        column("Gap against before (percentage points)", ({ estimate }) => estimate),
        column("95% interval, from", ({ lower }) => lower),
        column("95% interval, to", ({ upper }) => upper),
      ],
    },
    methods: ["project-comparison"],
    ...(primary === undefined ? {} : { measure: primary.measure }),
  });
}
