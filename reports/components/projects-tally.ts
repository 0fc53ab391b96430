import type { Catalogue } from "../../src/release/catalogue.ts";
import type { ProjectComparisons, Verdict } from "../../src/release/project-comparisons-schema.ts";
import { nothing } from "./dom.js";
import { figure } from "./figure.js";
import type { Release } from "./load-release.js";
import { projectLink } from "./project-link.js";
import { projectGradeOf } from "./project-verdict.js";
import type { TableColumn } from "./table-model.js";

type Project = Catalogue["projects"][number];

const VERDICTS: readonly (readonly [Verdict["kind"], string])[] = [
  ["answered", "Answered"],
  ["first_look", "First look"],
  ["not_yet", "Not answered yet"],
];
const ANSWERED = "It is answered, as far as networks that chose themselves can answer it.";
/** Strongest first, then those without one. */
const GRADES = ["moderate", "weak", "very weak", "not graded"] as const;

interface Item {
  readonly project: Project;
  readonly kind: Verdict["kind"];
  readonly verdict: string;
  readonly grade: (typeof GRADES)[number];
  /** The grade with the scores that it is of. */
  readonly graded: string;
  /** The first thing that it would take to be conclusive. */
  readonly takes: string;
}

/**
 * Every project with its verdict on its first measure, the grade of the evidence on its scores and what it would take to be
 * conclusive, counted by verdict and grade; nothing where no project has a verdict.
 */
export function projectsTally(
  release: Pick<Release, "catalogue" | "findings">,
  comparisons: ProjectComparisons,
): Node {
  const items = release.catalogue.projects.flatMap((project): Item[] => {
    const told = comparisons.projects.find((one) => one.project === project.id);
    if (told === undefined) return [];
    const { kind, way } = told.verdict;
    const name = VERDICTS.find(([one]) => one === kind)?.[1] ?? kind;
    return [
      {
        project,
        kind,
        verdict:
          way === null
            ? name
            : `${name}, on its first measure: ${kind === "first_look" ? "towards " : ""}${way}`,
        ...gradeOf(projectGradeOf(release, project)?.headline),
        takes: kind === "answered" ? ANSWERED : (told.conclusive[0] ?? ""),
      },
    ];
  });
  if (items.length === 0) return nothing();
  const words = (label: string, of: (item: Item) => string): TableColumn<Item> => ({
    label,
    text: of,
    csv: of,
  });
  return figure<Item>(release.catalogue, {
    id: "going-on",
    title: "Is it worth going on with?",
    summary: `These figures alone do not decide it. By verdict on the first measure, and by the grade of the evidence on the scores: ${tallyWords(items)}.`,
    table: {
      caption: "Projects by verdict and grade of the evidence, with what would make them conclusive",
      items,
      stacked: true,
      columns: [
        { label: "Project", text: ({ project }) => projectLink(project), csv: ({ project }) => project.name },
        words("Verdict", ({ verdict }) => verdict),
        words("Grade of the evidence on its scores", ({ graded }) => graded),
        words("What it would take first to be conclusive", ({ takes }) => takes || "–"),
      ],
    },
    note: "Grades are worked out for average changes of scores alone, and only where scores were named as a measure of the question: they are no grade of the first measure where that is something else. A project that is not answered yet has not failed: its figures cannot tell.",
    methods: ["project-comparison"],
    open: true,
  });
}

/** `1 answered (not graded); 4 with a first look (1 weak, 3 not graded); 7 not answered yet (…)`. */
function tallyWords(items: readonly Item[]): string {
  const called = {
    answered: "answered",
    first_look: "with a first look",
    not_yet: "not answered yet",
  } as const;
  return VERDICTS.flatMap(([kind]) => {
    const some = items.filter((item) => item.kind === kind);
    const grades = GRADES.flatMap((grade) => {
      const count = some.filter((item) => item.grade === grade).length;
      return count === 0 ? [] : [`${count} ${grade}`];
    });
    return some.length === 0 ? [] : [`${some.length} ${called[kind]} (${grades.join(", ")})`];
  }).join("; ");
}

/** The grade at the end of `Strength of the evidence on PAM scores: very weak.`, and with its scores: `Very weak (PAM)`. */
function gradeOf(headline = ""): Pick<Item, "grade" | "graded"> {
  const grade = GRADES.find((one) => headline.endsWith(`: ${one}.`)) ?? "not graded";
  const scores = / on (.+) scores: /.exec(headline)?.[1];
  const name = upperFirst(grade);
  return { grade, graded: scores === undefined || grade === "not graded" ? name : `${name} (${scores})` };
}

const upperFirst = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
