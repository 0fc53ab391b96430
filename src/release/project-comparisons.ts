import type { Policy } from "../disclosure/policy.ts";
import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { type ExactComparison, releaseComparedChanges } from "../disclosure/release-compared-changes.ts";
import { type Released, Unreleased } from "../disclosure/sealed.ts";
import { comparisonAnswer } from "../findings/comparison-words.ts";
import { conclusiveWords } from "../findings/conclusive-words.ts";
import { learnedWords } from "../findings/learned-words.ts";
import { type ComparedPlaceRow, comparedKind } from "../measures/compared-places.ts";
import type { Programme } from "../model/programme.ts";
import type { Catalogue } from "./catalogue.ts";
import type { ProjectComparisons } from "./project-comparisons-schema.ts";
import { projectQuarters } from "./project-quarters.ts";
import { standardisedAnswer } from "./standardised-answer.ts";

/** How much more the first measure of each project changed than in its comparison networks, as far as it may be told. */
export function comparedChanges(
  rows: readonly ComparedPlaceRow[],
  programme: Programme,
  estimates: Released<readonly ReleasedEstimate[]>,
  policy: Policy,
): ReturnType<typeof releaseComparedChanges> {
  return releaseComparedChanges(exactComparisons(rows, programme), estimates, policy);
}

/** The page of every project: its comparison, its quarters, and both in words. Made from released figures alone. */
export function projectComparisons(
  changes: Awaited<ReturnType<typeof comparedChanges>>["value"],
  estimates: readonly ReleasedEstimate[],
  catalogue: Catalogue,
): ProjectComparisons {
  const projects = catalogue.projects.map((project) => {
    const compared = changes.find((one) => one.project === project.id) ?? null;
    const quarters = [...projectQuarters(project, estimates)];
    const rows = estimates.filter((row) => row.area === project.id && row.breakdown === "none");
    return {
      project: project.id,
      compared,
      quarters,
      standardised: standardisedAnswer(project, rows),
      answer: [...comparisonAnswer({ project, compared, quarters }, catalogue)],
      conclusive: [...conclusiveWords({ project, compared, rows }, catalogue)],
    };
  });
  return { projects, learned: [...learnedWords(projects)] };
}

function exactComparisons(
  rows: readonly ComparedPlaceRow[],
  programme: Programme,
): Unreleased<readonly ExactComparison[]> {
  return new Unreleased(
    programme.projects.flatMap((project): ExactComparison[] => {
      const [primary] = project.measures;
      const kind = primary === undefined ? undefined : comparedKind(primary);
      if (primary === undefined || kind === undefined || project.comparator === undefined) return [];
      const instrument = programme.instruments.find(({ id }) => id === primary.instrument);
      const windows = project.windows ?? programme.windows;
      if (windows.before === undefined) return [];
      return [
        {
          project: project.id,
          ...primary,
          kind,
          decimals: instrument?.decimals ?? 0,
          networks: [...new Set(project.comparator.pcns)].map((pcn) =>
            Object.fromEntries(
              rows
                .filter((row) => row.project === project.id && row.pcn === pcn)
                .map(({ window, part, whole, inside, outside }) => [
                  window,
                  { part: Number(part), whole: Number(whole), people: [Number(inside), Number(outside)] },
                ]),
            ),
          ),
        },
      ];
    }),
  );
}
