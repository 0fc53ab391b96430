import { type SampleWindow, windowOf } from "./calendar.ts";
import { activityShares, lostAtActivities } from "./draw-activities.ts";
import { firstContactDays, MISSED_ELSEWHERE, staffTime } from "./draw-contacts.ts";
import { GOALS_MET_ELSEWHERE } from "./draw-goals.ts";
import { gpModel } from "./draw-health-use.ts";
import { figuresOf, type Story, storiesOf } from "./drawn-figures.ts";
import { learning } from "./learning.ts";
import { MEN_ELSEWHERE, referralReach, type SamplePerson } from "./person.ts";
import { type SampleProject, sampleProjects } from "./projects.ts";
import { daysOpen, elsewhere, lostAtFirstContact } from "./referral.ts";
import { scoreModel } from "./score-model.ts";
import { STRAINED_SERVICE, sampleServices, sampleUnits } from "./units.ts";
import type { DrawnSample } from "./world.ts";
import type { WrittenSource } from "./written-export.ts";

const rounded = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 1000) / 1000;
const mean = (list: readonly number[]): number | null =>
  list.length === 0 ? null : rounded(list.reduce((sum, one) => sum + one, 0) / list.length);

const windows: readonly SampleWindow[] = ["before", "during", "after"];
const byWindow = <T>(stories: readonly Story[], figure: (here: readonly Story[]) => T) =>
  Object.fromEntries(
    windows.map((window) => [
      window,
      figure(stories.filter(({ referral }) => windowOf(referral.received) === window)),
    ]),
  );

/**
 * What was planted, for truth.json: the model, the effects, the faults, the rows of each file. The pipeline never reads it.
 * "Drawn" figures stand before the faults were planted and before people who opted out were left out.
 * @param more what others planted, such as for the workforce, by part
 */
export function describeTruth(
  options: { readonly seed: number; readonly scale: number },
  drawn: DrawnSample,
  sources: Readonly<Record<string, WrittenSource>>,
  optedOut: ReadonlySet<SamplePerson>,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    note: "What was planted in the exports beside this file. Nothing in the pipeline reads it.",
    seed: options.seed,
    scale: options.scale,
    ...Object.fromEntries(Object.entries(drawn).map(([kind, list]) => [kind, list.length])),
    opted_out: {
      people: optedOut.size,
      referrals: drawn.referrals.filter((one) => optedOut.has(one.person)).length,
    },
    files: Object.fromEntries(
      Object.values(sources).flatMap(({ files }) => files.map(({ file, rows }) => [file, { rows }] as const)),
    ),
    faults: Object.fromEntries(Object.entries(sources).map(([source, { faults }]) => [source, faults])),
    ...describeModel(),
    ...describePathway(drawn),
    effects: describeEffects(drawn),
    ...more,
  };
}

function describeModel() {
  const { traitSd, errorSd } = scoreModel;
  return {
    learning: {
      log_odds: learning.logOdds,
      wait_factor: learning.waitFactor,
      score_points: learning.scorePoints,
      referral_factor: learning.referralFactor,
      note: "All services, with a project or without, from the first day to the last: shares gain these log odds (or lose them where they should fall), waits shrink, scores change more. So before against after is too good; the comparators show it too.",
    },
    score_model: {
      trait_mean: scoreModel.traitMean,
      trait_sd: traitSd,
      error_sd: errorSd,
      dip: scoreModel.dip,
      recovery: scoreModel.recovery,
      other_instruments: scoreModel.otherInstruments,
      note: "A PAM score is trait + dip + error, at follow-up also + recovery + learning + the project's effect, to the nearest attainable score. The other instruments follow it on their own scales, with other_instruments × the effect in standard deviations.",
      test_retest_r: rounded(traitSd ** 2 / (traitSd ** 2 + errorSd ** 2)),
    },
    follow_up:
      "Not at random: likelier with a higher follow-up score and after a completed activity; less likely under 35, with an interpreter, and in ethnic categories K, N and 99.",
    gp_contacts: {
      ...gpModel,
      note: "Six months before and after. People are referred at a high point (high × usual), and come back to after × usual with no programme at all; projects with gpContacts below 1 have an effect on top.",
    },
    referral_reach_by_ethnic_category: referralReach,
    share_of_men_elsewhere: MEN_ELSEWHERE,
    shares_elsewhere: {
      ...elsewhere,
      missed: MISSED_ELSEWHERE,
      goalsMet: GOALS_MET_ELSEWHERE,
      ...activityShares,
    },
  };
}

function describePathway(drawn: DrawnSample) {
  const strained = drawn.referrals.filter((one) => one.unit.service === STRAINED_SERVICE);
  return {
    pathway_losses: [
      {
        step: "contacted",
        group: "people who need an interpreter",
        services: lostAtFirstContact.services,
        share_lost: lostAtFirstContact.share,
        share_lost_elsewhere: elsewhere.notReached,
      },
      {
        step: "started",
        group: "men",
        services: lostAtActivities.start.services,
        log_odds: lostAtActivities.start.logOdds,
      },
      {
        step: "completed",
        group: `people under ${lostAtActivities.completion.youngerThan}`,
        services: "all",
        log_odds: lostAtActivities.completion.logOdds,
      },
    ],
    strain: {
      service: STRAINED_SERVICE,
      link_worker_fte: sampleServices
        .find((one) => one.id === STRAINED_SERVICE)
        ?.linkWorkers.reduce((sum, one) => sum + one.fte, 0),
      median_days_to_first_contact: firstContactDays.strained,
      median_days_to_first_contact_elsewhere: firstContactDays.elsewhere,
      median_days_open: daysOpen.strained,
      median_days_open_elsewhere: daysOpen.elsewhere,
      open_on_data_date: strained.filter((one) => one.closed === undefined).length,
    },
    staff_time: {
      ...staffTime,
      note: "Entries of administration and of responding to service failures in this service, of what they would be elsewhere.",
    },
  };
}

function describeEffects(drawn: DrawnSample) {
  const units = new Map(sampleUnits.map((unit): [typeof unit, Story[]] => [unit, []]));
  for (const story of storiesOf(drawn)) units.get(story.referral.unit)?.push(story);
  const storiesIn = (fits: (unit: (typeof sampleUnits)[number]) => boolean) =>
    sampleUnits.filter(fits).flatMap((unit) => units.get(unit) ?? []);
  const comparators = {
    project: "comparators",
    effect_points: 0,
    activation: activationOf(storiesIn((unit) => unit.project === undefined)),
  };
  return [
    ...sampleProjects.map((project) => {
      const home = sampleUnits.find((unit) => unit.project === project);
      const own = storiesIn((unit) => unit.project === project);
      const others = storiesIn((unit) => unit.project === undefined && unit.icb === home?.icb);
      return {
        project: project.id,
        service: home?.service,
        effect_points: project.effect,
        planted: plantedIn(project),
        activation: activationOf(own),
        drawn: Object.entries(figuresOf[project.id] ?? {}).map(([measure, figure]) => ({
          measure,
          project: byWindow(own, (here) => rounded(figure(here))),
          comparators: byWindow(others, (here) => rounded(figure(here))),
        })),
      };
    }),
    comparators,
  ];
}

/** What differs from other networks, and whether any of it changes with the pilot. */
function plantedIn({ id, title, borough, question, people, effect, followedUp, ...parts }: SampleProject) {
  const changes = Object.entries(parts).filter(([, part]) => JSON.stringify(part).includes("before"));
  return {
    ...parts,
    changes_with_the_pilot: changes
      .filter(([, part]) => !isFlat(part))
      .map(([name]) => name)
      .concat(effect === 0 ? [] : ["effect_points"]),
  };
}

/** Whether every set of three windows within holds the same three values. */
function isFlat(part: unknown): boolean {
  if (typeof part !== "object" || part === null) return true;
  if ("before" in part && "during" in part && "after" in part)
    return part.before === part.during && part.during === part.after;
  return Object.values(part).every(isFlat);
}

function activationOf(stories: readonly Story[]) {
  return byWindow(stories, (here) => {
    const outcomes = here.flatMap((one) => one.outcomes.filter(({ instrument }) => instrument === "pam"));
    const points = (list: typeof outcomes) => mean(list.map((one) => one.wholeChange / 10));
    const pairs = outcomes.filter((one) => one.followUp !== undefined);
    return {
      with_baseline: outcomes.length,
      with_both: pairs.length,
      mean_change_with_both: points(pairs),
      mean_change_had_all_come_back: points(outcomes),
    };
  });
}
