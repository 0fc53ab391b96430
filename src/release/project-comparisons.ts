import type { Policy } from "../disclosure/policy.ts";
import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { type ExactComparison, releaseComparedChanges } from "../disclosure/release-compared-changes.ts";
import { type Released, Unreleased } from "../disclosure/sealed.ts";
import { comparisonAnswer, differenceInShort } from "../findings/comparison-words.ts";
import { conclusiveWords } from "../findings/conclusive-words.ts";
import { projectCost } from "../findings/cost-words.ts";
import { firstMeasureWords } from "../findings/first-measure-words.ts";
import { learnedWords } from "../findings/learned-words.ts";
import { shownDecimals } from "../findings/number-words.ts";
import { projectVerdict } from "../findings/project-verdict.ts";
import { type ComparedPlaceRow, comparedKind, comparedMeasures } from "../measures/compared-places.ts";
import type { Programme } from "../model/programme.ts";
import { besideTogether } from "./beside-together.ts";
import type { Catalogue, ProgrammeDocument } from "./catalogue.ts";
import type { ProjectComparisons } from "./project-comparisons-schema.ts";
import { projectQuarters } from "./project-quarters.ts";
import { projectTrend } from "./project-trend.ts";
import { standardisedAnswer } from "./standardised-answer.ts";

/** How much more the measures of each project changed than in its comparison networks, as far as it may be told. */
export function comparedChanges(
  rows: readonly ComparedPlaceRow[],
  programme: Programme,
  estimates: Released<readonly ReleasedEstimate[]>,
  policy: Policy,
): ReturnType<typeof releaseComparedChanges> {
  return releaseComparedChanges(exactComparisons(rows, programme), estimates, policy);
}

/** The page of every project: its comparisons, its quarters, its cost, and all in words. Made from released figures alone. */
export function projectComparisons(
  changes: Awaited<ReturnType<typeof comparedChanges>>["value"],
  estimates: readonly ReleasedEstimate[],
  catalogue: Catalogue,
  spend: ProgrammeDocument["spend"],
): ProjectComparisons {
  const rowsOf = new Map<string, ReleasedEstimate[]>(catalogue.projects.map(({ id }) => [id, []]));
  for (const row of estimates) if (row.breakdown === "none") rowsOf.get(row.area)?.push(row);
  const projects = catalogue.projects.map((project) => {
    const own = changes.filter((one) => one.project === project.id);
    const find = (wanted: { readonly measure: string; readonly instrument: string } | undefined) =>
      own.find((one) => one.measure === wanted?.measure && one.instrument === wanted.instrument) ?? null;
    const [primary, ...others] = project.measures;
    const compared = find(primary);
    const rows = rowsOf.get(project.id) ?? [];
    const scale = catalogue.instruments.find(({ id }) => id === primary?.instrument);
    const decimals = scale === undefined ? 1 : shownDecimals(scale);
    const together = compared?.status === "published" ? null : besideTogether(project, rows, decimals);
    const quarters = [...projectQuarters(project, rows)];
    const trend = projectTrend(project, rows);
    const instrument = project.measures.find((one) => one.instrument !== "")?.instrument ?? "";
    const improved = find({ measure: "share_improved", instrument });
    return {
      project: project.id,
      compared,
      together,
      others: others.flatMap((one) => find(one) ?? []),
      difference: differenceInShort(project, { compared, together }, catalogue),
      verdict: projectVerdict({ project, compared, together, rows }, catalogue),
      quarters,
      trend,
      cost: projectCost({ project, improved, rows, spend }, catalogue),
      standardised: standardisedAnswer(project, rows, catalogue),
      first_measure: firstMeasureWords(project),
      answer: [...comparisonAnswer({ project, compared, together, quarters, trend }, catalogue)],
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
      const { comparator, windows = programme.windows } = project;
      if (comparator === undefined || windows.before === undefined) return [];
      return comparedMeasures(project).flatMap((one): ExactComparison[] => {
        const kind = comparedKind(one);
        if (kind === undefined) return [];
        const own = rows.filter(
          (row) =>
            row.project === project.id && row.measure === one.measure && row.instrument === one.instrument,
        );
        return [
          {
            project: project.id,
            ...one,
            kind,
            decimals: programme.instruments.find(({ id }) => id === one.instrument)?.decimals ?? 0,
            networks: [...new Set(comparator.pcns)].map((pcn) =>
              Object.fromEntries(
                own
                  .filter((row) => row.pcn === pcn)
                  .map(({ window, part, whole, inside, outside }) => [
                    window,
                    { part: Number(part), whole: Number(whole), people: [Number(inside), Number(outside)] },
                  ]),
              ),
            ),
          },
        ];
      });
    }),
  );
}
