import type { Catalogue } from "../release/catalogue.ts";
import type { PlaceLookup, projectFinding } from "./project-finding.ts";
import type { ProjectAnswer } from "./projects-finding.ts";
import { type Finding, printableFigure } from "./released-estimate.ts";

type Project = Catalogue["projects"][number];

const WINDOWS = ["before", "during", "after"] as const;

/** The same in short, for the list of projects: the answer, what kind of evidence it rests on, and its first caveat. */
export function projectListFinding(
  project: Project,
  full: ReturnType<typeof projectFinding>,
  at: PlaceLookup,
  beside: "networks" | "others" = "networks",
): Finding {
  return {
    headline: full.headline,
    detail: [evidenceWords(project, at, full.answer, beside)],
    caveats: full.caveats.slice(0, 1),
  };
}

function evidenceWords(
  project: Project,
  at: PlaceLookup,
  answer: ProjectAnswer,
  beside: "networks" | "others",
): string {
  const [primary] = project.measures;
  if (primary === undefined) return "No measure was named.";
  const shown = (area_type: "project" | "comparator", period: string) =>
    printableFigure(
      at({ area_type, area: project.id, period_type: "window", period })?.whole(
        primary.measure,
        primary.instrument,
      ),
    ) !== null;
  const windows = (area_type: "project" | "comparator") => WINDOWS.filter((one) => shown(area_type, one));
  const here = windows("project");
  if (answer === "staff") return "Figures of staff by year, of one service, with no comparison.";
  if (here.length === 0) {
    const place = { area_type: "project", area: project.id, period_type: "all", period: "all" } as const;
    return printableFigure(at(place)?.whole(primary.measure, primary.instrument)) === null
      ? "No figure of this project can be shown."
      : "One figure over the whole period, with no before and after.";
  }
  if (!here.includes("before")) return "Figures of the pilot alone, with none from before.";
  if (beside === "others") {
    return "Before and after the pilot, beside everybody else on the same lists. Not a trial.";
  }
  return windows("comparator").includes("before")
    ? "Before and after the pilot, beside networks without a project. Not a trial."
    : "Before and after the pilot, with no comparison. Not a trial.";
}
