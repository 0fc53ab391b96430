import type { Catalogue, ProgrammeDocument } from "../../src/release/catalogue.ts";
import type { ProjectComparisons } from "../../src/release/project-comparisons-schema.ts";
import { h, nothing } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import { formatDecimal, type NumberStyle } from "./format.js";
import { projectMeasureTitle } from "./measure-style.js";
import { projectLink } from "./project-link.js";
import { type ChartRow, rowChart } from "./row-chart.js";
import type { TableColumn } from "./table-model.js";
import { withTerms } from "./term.js";

type Project = Catalogue["projects"][number];
type Standardised = ProjectComparisons["projects"][number]["standardised"];

interface Item {
  readonly project: Project;
  readonly measure: string;
  readonly better: string;
  readonly standardised: Standardised;
  /** The difference beside comparison networks, in words. */
  readonly beside: string;
  readonly attended: number | null;
}

const STYLE: NumberStyle = { kind: "mean", decimals: 2, signed: true };

/** What all projects together can and cannot say, in words by rules; nothing where there are no projects to tell of. */
export function projectsLearned(catalogue: Catalogue, { learned }: ProjectComparisons): Node {
  if (learned.length === 0) return nothing();
  const mark = releaseMark(catalogue);
  return h(
    "div",
    {},
    h(
      "ul",
      {},
      learned.map((text) => h("li", {}, withTerms(text))),
    ),
    mark === "" ? null : h("p", { class: "mark" }, mark),
  );
}

/** The first measure of every project on one axis, in standard deviations: one row a project in order of id, nothing pooled. */
export function programmeForest(
  catalogue: Catalogue,
  comparisons: ProjectComparisons,
  programme: ProgrammeDocument,
): Node {
  const items = catalogue.projects.flatMap((project): Item[] => {
    const told = comparisons.projects.find((one) => one.project === project.id);
    const [primary] = project.measures;
    if (told === undefined || primary === undefined) return [];
    return [
      {
        project,
        measure: projectMeasureTitle(catalogue, primary.measure, primary.instrument, project),
        better: betterOf(catalogue, primary),
        standardised: told.standardised,
        beside: told.difference ?? "–",
        attended: attendedBy(project, programme),
      },
    ];
  });
  const shown = items.filter(({ standardised }) => standardised.value !== null);
  if (shown.length === 0) return nothing();
  const off = shown.filter(
    ({ standardised: { lower, upper } }) => (lower ?? 0) > 0 || (upper ?? 0) < 0,
  ).length;
  const summary = `${off} of ${shown.length} intervals lie to one side of 0, before any comparison: networks without a project may have moved too. ${items.length - shown.length} of ${items.length} projects have no row that can be drawn. Right of 0 is a higher figure, which is not always a better one.`;
  const rows = items.map(
    ({ project, standardised: { value, lower, upper, reason } }): ChartRow => ({
      key: project.id,
      label: project.id,
      of: project.name,
      value,
      lower,
      upper,
      missing: value === null ? reason.replace(/\.$/, "").split(",")[0]?.toLowerCase() || "not shown" : "",
    }),
  );
  const number = (label: string, of: (item: Item) => number | null): TableColumn<Item> => ({
    label,
    numeric: true,
    text: (item) => {
      const value = of(item);
      return value === null ? "–" : formatDecimal(value, 2, true);
    },
    csv: of,
  });
  const words = (label: string, of: (item: Item) => string): TableColumn<Item> => ({
    label,
    text: of,
    csv: of,
  });
  return figure<Item>(catalogue, {
    id: "forest",
    title: "First measure of each project, after the pilot less before",
    summary,
    legend: [
      { mark: "interval", text: "Difference with its 95% interval" },
      { mark: "hatch", text: "Cannot be drawn on this axis, not zero" },
    ],
    draw: (width) =>
      rowChart(rows, {
        width,
        style: STYLE,
        axis: "Standard deviations",
        mark: "dot",
        zero: "As before",
        columns: [
          {
            head: "Difference",
            text: ({ value, missing }) =>
              missing === "" && value !== null ? formatDecimal(value, 2, true) : "",
          },
        ],
        watermark: releaseMark(catalogue),
        label: `Chart of dots with intervals. ${summary}`,
      }),
    note: "The questions and measures differ, so nothing is added up or averaged, and no row is better than another for lying farther out. Drawn is each project alone: its difference and interval, divided by the standard deviation of people. The intervals are those of single people’s chance. What decides is how the change lies beside that of networks without a project: that is in the table, where there is a comparison, and never drawn here.",
    table: {
      caption: "First measure of each project, after the pilot less before, in standard deviations",
      items,
      stacked: true,
      columns: [
        {
          label: "Project",
          text: ({ project }) => projectLink(project),
          csv: ({ project }) => project.name,
        },
        words("First measure", ({ measure }) => measure),
        words("Better", ({ better }) => better),
        words("Beside comparison networks (95% interval)", ({ beside }) => beside),
        words("This project alone, before and after", ({ standardised }) => standardised.words || "–"),
        number("Difference (standard deviations)", ({ standardised }) => standardised.value),
        number("95% interval, from", ({ standardised }) => standardised.lower),
        number("95% interval, to", ({ standardised }) => standardised.upper),
        words("Why there is none", ({ standardised }) => standardised.reason),
        {
          label: "Sessions of support attended",
          numeric: true,
          text: ({ attended }) => (attended === null ? "–" : String(attended)),
          csv: ({ attended }) => attended,
        },
      ],
    },
    methods: ["project-comparison"],
  });
}

function betterOf(catalogue: Catalogue, { measure, instrument }: Project["measures"][number]): string {
  const scale = catalogue.instruments.find(({ id }) => id === instrument);
  const better = scale?.better ?? catalogue.measures.find(({ id }) => id === measure)?.polarity ?? "neither";
  return better === "neither" ? "Neither" : better === "higher" ? "Higher" : "Lower";
}

function attendedBy({ id }: Project, { sessions }: ProgrammeDocument): number | null {
  if (sessions.length === 0) return null;
  return sessions.filter(({ project }) => project === id).reduce((sum, { value }) => sum + value, 0);
}
