import type { Catalogue, ProgrammeDocument } from "../release/catalogue.ts";
import type { ProjectComparisons } from "../release/project-comparisons-schema.ts";
import { figuresTable, type TableSource } from "./figures-table.ts";
import { type Cell, SHORTHAND, type TakeAwayTable } from "./take-away-table.ts";

type Project = Catalogue["projects"][number];

const NOT_BY_LOT =
  "The comparison networks were not chosen by lot, and their people may differ: a difference is not put down to the project.";

/** Tables about projects: what was measured before, during and after, beside the comparison networks, and the programme’s support. */
export function projectTables(
  source: TableSource,
  {
    comparisons,
    programme,
  }: { readonly comparisons: ProjectComparisons; readonly programme: ProgrammeDocument },
): readonly (TakeAwayTable | null)[] {
  const { catalogue } = source;
  const { projects } = catalogue;
  const windows = catalogue.periods.filter(({ period_type }) => period_type === "window");
  const items = (first: boolean) =>
    projects.flatMap((project) =>
      project.measures
        .filter((_, index) => (index === 0) === first)
        .flatMap((measure) =>
          (["project", "comparator"] as const).flatMap((area_type) =>
            windows.map((window) => ({ project, measure, area_type, window })),
          ),
        ),
    );
  const table = (first: boolean) =>
    figuresTable(source, {
      id: first ? "projects-first-measure" : "projects-further-measures",
      title: first
        ? "Projects: the first measure before, during and after the pilot, beside the comparison networks"
        : "Projects: further measures before, during and after the pilot, beside the comparison networks",
      about: [
        NOT_BY_LOT,
        first
          ? "The first measure was named beforehand to answer the project’s question."
          : "With several measures, one may stand out by chance.",
      ],
      items: items(first),
      names: [
        { label: "Project", of: ({ project }) => project.name },
        { label: "Measure", of: ({ measure }) => measureName(catalogue, measure) },
        {
          label: "Whose figure",
          of: ({ area_type }) => (area_type === "project" ? "The project" : "Its comparison networks"),
        },
        { label: "Period", of: ({ window }) => window.label },
      ],
      figures: [
        {
          title: "Figure shown",
          at: ({ project, measure, area_type, window }) => ({
            measure: measure.measure,
            instrument: measure.instrument,
            area_type,
            area: project.id,
            period_type: "window",
            period: window.period,
          }),
          parts: ["value", "lower", "upper", "n"],
          names: { lower: "Interval from", upper: "Interval to", n: "Based on" },
        },
      ],
    });
  return [
    questionsTable(catalogue, comparisons),
    table(true),
    table(false),
    comparedTable(catalogue, comparisons),
    supportTable(catalogue, programme),
    selectionTable(programme),
  ];
}

function questionsTable({ projects }: Catalogue, told: ProjectComparisons): TakeAwayTable | null {
  if (projects.length === 0) return null;
  return {
    id: "projects-questions",
    title: "Projects and their questions",
    about: [
      "Questions and measures are as declared before the figures were made.",
      "Answered: the change of the first measure lies clearly apart from that of networks named beforehand, one by one; a change for the worse answers too, with no.",
    ],
    columns: [
      "Project",
      "Question",
      "How far it is answered",
      "What the first measure tells, and what it does not",
      "Target group",
      "Compared with",
      "Grant (£)",
    ].map((label, index) => ({ label, numeric: index === 6 })),
    rows: projects.map(({ id, name, question, target_label, comparator_label, grant }) => ({
      cells: [
        name,
        question,
        answerOf(told, id),
        told.projects.find(({ project }) => project === id)?.first_measure || SHORTHAND.unavailable,
        target_label ?? SHORTHAND.inapplicable,
        comparator_label ?? SHORTHAND.inapplicable,
        grant === null ? SHORTHAND.unavailable : { value: grant, decimals: 0 },
      ],
      notes: [],
    })),
  };
}

const KINDS = { answered: "Answered", first_look: "First look", not_yet: "Not answered yet" } as const;

function answerOf({ projects }: ProjectComparisons, id: string): Cell {
  const verdict = projects.find(({ project }) => project === id)?.verdict;
  return verdict === undefined ? SHORTHAND.unavailable : `${KINDS[verdict.kind]}. ${verdict.text}`;
}

function comparedTable(catalogue: Catalogue, { projects }: ProjectComparisons): TakeAwayTable | null {
  const rows = projects.flatMap(({ project, compared, standardised }) => {
    const found = catalogue.projects.find(({ id }) => id === project);
    if (found === undefined) return [];
    const share = compared?.kind === "share";
    const shown = compared?.status === "published";
    const change = (value: number | null | undefined): Cell =>
      !shown
        ? SHORTHAND.unavailable
        : value === null || value === undefined
          ? SHORTHAND.inapplicable
          : { value: share ? value * 100 : value, decimals: share ? 0 : 2 };
    const plain = (value: number | null | undefined): Cell =>
      value === null || value === undefined ? SHORTHAND.unavailable : { value, decimals: 2 };
    const count = (value: number | null | undefined): Cell =>
      value === null || value === undefined ? SHORTHAND.unavailable : { value, decimals: 0 };
    const [first] = found.measures;
    return [
      {
        cells: [
          found.name,
          first === undefined ? SHORTHAND.inapplicable : measureName(catalogue, first),
          compared === null ? SHORTHAND.inapplicable : share ? "percentage points" : "points",
          change(compared?.estimate),
          change(compared?.lower),
          change(compared?.upper),
          count(compared?.networks),
          count(compared?.left_out),
          plain(standardised.value),
          plain(standardised.lower),
          plain(standardised.upper),
        ],
        notes: [compared?.reason ?? "", standardised.reason].filter((text) => text !== ""),
      },
    ];
  });
  if (rows.length === 0) return null;
  return {
    id: "projects-compared",
    title: "Projects: how much more the first measure changed than in the comparison networks",
    about: [
      NOT_BY_LOT,
      "Standardised: the project’s own change from before to after, and its interval, in standard deviations, so that projects with other measures can be set side by side. Nothing is pooled.",
    ],
    columns: [
      { label: "Project", numeric: false },
      { label: "Measure", numeric: false },
      { label: "Unit of the difference", numeric: false },
      { label: "Difference", numeric: true, part: "value" },
      { label: "Difference: interval from", numeric: true, part: "lower" },
      { label: "Difference: interval to", numeric: true, part: "upper" },
      { label: "Networks compared", numeric: true },
      { label: "Networks left out", numeric: true },
      { label: "Standardised change", numeric: true, part: "value" },
      { label: "Standardised change: interval from", numeric: true, part: "lower" },
      { label: "Standardised change: interval to", numeric: true, part: "upper" },
    ],
    rows,
  };
}

function supportTable(
  { projects }: Catalogue,
  { support, sessions, spend }: ProgrammeDocument,
): TakeAwayTable | null {
  const kinds = [...new Set(spend.map(({ kind }) => kind))];
  if (sessions.length === 0 && spend.length === 0) return null;
  const cell = (found: { readonly value: number } | undefined): Cell =>
    found === undefined ? SHORTHAND.unavailable : { value: found.value, decimals: 0 };
  const of = (all: ProgrammeDocument["spend"], project: Project, kind: string) =>
    cell(all.find((one) => one.project === project.id && one.kind === kind));
  return {
    id: "projects-support",
    title: "Projects: support sessions attended, and spending",
    about: ["Told by the programme office: numbers of sessions and whole pounds, not of people."],
    columns: [
      { label: "Project", numeric: false },
      ...support.map(({ label, planned }) => ({ label: `${label}: attended, of ${planned}`, numeric: true })),
      ...kinds.map((kind) => ({ label: `Spent on ${kind.replaceAll("_", " ")} (£)`, numeric: true })),
    ],
    rows: projects.map((project) => ({
      cells: [
        project.name,
        ...support.map(({ id }) => of(sessions, project, id)),
        ...kinds.map((kind) => of(spend, project, kind)),
      ],
      notes: [],
    })),
  };
}

function selectionTable({ funnel, source }: ProgrammeDocument): TakeAwayTable | null {
  if (funnel.length === 0) return null;
  return {
    id: "programme-selection",
    title: "From applications to funded projects",
    about: source === null ? [] : [`Source: ${source}.`],
    columns: [
      { label: "Step", numeric: false },
      { label: "Projects", numeric: true },
    ],
    rows: funnel.map(({ label, count }) => ({ cells: [label, { value: count, decimals: 0 }], notes: [] })),
  };
}

function measureName({ measures, instruments }: Catalogue, one: Project["measures"][number]): string {
  const title = measures.find(({ id }) => id === one.measure)?.title ?? one.measure;
  const score = instruments.find(({ id }) => id === one.instrument)?.short;
  return score === undefined ? title : `${title}, ${score}`;
}
