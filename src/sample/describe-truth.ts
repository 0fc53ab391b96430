import { type SampleWindow, windowOf } from "./calendar.ts";
import type { DrawnSample } from "./draw-sample.ts";
import { type SampleOutcome, scoreModel } from "./outcome.ts";
import { MEN_ELSEWHERE, referralReach } from "./person.ts";
import { sampleProjects } from "./projects.ts";
import type { WrittenExport } from "./write-systmone.ts";

/** What one source of the sample holds. */
export interface WrittenSource {
  readonly files: readonly WrittenExport[];
  readonly faults: Record<string, number>;
}

const mean = (list: readonly number[]): number | null =>
  list.length === 0
    ? null
    : Math.round((list.reduce((sum, one) => sum + one, 0) / list.length) * 1000) / 1000;

const windows: readonly SampleWindow[] = ["before", "during", "after"];

/**
 * What was planted, for truth.json: the model, the effects, the faults, the rows of each file. The pipeline never reads it.
 * "Drawn" figures stand before the faults were planted and before people who opted out were left out.
 */
export function describeTruth(
  options: { readonly seed: number; readonly scale: number },
  drawn: DrawnSample,
  sources: Readonly<Record<string, WrittenSource>>,
  optedOut: readonly string[],
): Readonly<Record<string, unknown>> {
  const inProject = (outcome: SampleOutcome, id: string | null) =>
    (outcome.referral.unit.project?.id ?? null) === id;
  return {
    note: "What was planted in the exports beside this file. Nothing in the pipeline reads it.",
    seed: options.seed,
    scale: options.scale,
    people: drawn.people.length,
    referrals: drawn.referrals.length,
    opted_out: {
      people: optedOut.length,
      referrals: drawn.referrals.filter((one) => optedOut.includes(one.person.nhsNumber ?? "")).length,
    },
    files: Object.fromEntries(
      Object.values(sources).flatMap(({ files }) => files.map(({ file, rows }) => [file, { rows }] as const)),
    ),
    faults: Object.fromEntries(Object.entries(sources).map(([source, { faults }]) => [source, faults])),
    score_model: {
      trait_mean: scoreModel.traitMean,
      trait_sd: scoreModel.traitSd,
      error_sd: scoreModel.errorSd,
      dip: scoreModel.dip,
      recovery: scoreModel.recovery,
      note: "A score is trait + dip + error, at follow-up also + recovery + the project's effect, to the nearest attainable score.",
      test_retest_r:
        Math.round((scoreModel.traitSd ** 2 / (scoreModel.traitSd ** 2 + scoreModel.errorSd ** 2)) * 1000) /
        1000,
    },
    follow_up:
      "Not at random: likelier with a higher follow-up score; less likely under 35, with an interpreter, and in ethnic categories K, N and 99.",
    referral_reach_by_ethnic_category: referralReach,
    share_of_men_elsewhere: MEN_ELSEWHERE,
    effects: [...sampleProjects, undefined].map((project) => {
      const id = project?.id ?? null;
      const outcomes = drawn.outcomes.filter((outcome) => inProject(outcome, id));
      return {
        project: id ?? "comparators",
        effect_points: project?.effect ?? 0,
        share_of_men: project?.men ?? null,
        drawn: windows.map((window) => {
          const here = outcomes.filter((outcome) => windowOf(outcome.referral.received) === window);
          const pairs = here.filter((outcome) => outcome.followUp !== undefined);
          return {
            window,
            with_baseline: here.length,
            with_both: pairs.length,
            mean_change_with_both: mean(pairs.map((outcome) => outcome.wholeChange)),
            mean_change_had_all_come_back: mean(here.map((outcome) => outcome.wholeChange)),
          };
        }),
      };
    }),
  };
}
