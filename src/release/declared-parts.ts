import { sharedServiceWords } from "../findings/shared-service-words.ts";
import type { Programme } from "../model/programme.ts";
import type { Catalogue } from "./catalogue.ts";

/** The parts of the catalogue that stand in programme.yaml: projects, events, services, networks, pathway, workforce guidance. */
export function declaredParts(
  programme: Programme,
): Pick<Catalogue, "projects" | "events" | "services" | "networks" | "pathway" | "workforce"> {
  return {
    projects: programme.projects.map((project) => ({
      id: project.id,
      name: project.name,
      question: project.question,
      borough: project.borough ?? null,
      service: project.service ?? null,
      ...(project.pcns.length === 0 ? {} : { pcns: project.pcns }),
      target_label: project.target?.label ?? null,
      comparator_label: project.comparator?.label ?? null,
      ...networksOfProject(project, programme),
      measures: project.measures.map(({ measure, instrument }) => ({ measure, instrument })),
      ...declaredAnswer(project),
      context: project.context.map(({ text, source, marks }) => ({ text, source, marks: marks ?? null })),
      grant: project.grant ?? null,
      windows: windowsOf(project.windows ?? programme.windows),
    })),
    events: programme.events
      .map(({ date, label, project }) => ({ date: String(date), label, project: project ?? null }))
      .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
    services: programme.services.map(({ id, name, borough, model }) => ({
      id,
      name,
      borough: borough ?? null,
      model: model ?? null,
    })),
    ...networksOf(programme),
    pathway: {
      stages: programme.pathway.stages.map(({ fact, label }) => ({ measure: `pathway_${fact}`, label })),
      review_within_days: programme.pathway.review_within_days ?? null,
    },
    workforce: {
      referrals_per_fte: programme.workforce.referrals_per_fte ?? null,
      complexity_weights: programme.workforce.complexity_weights,
      ...declaredSurvey(programme),
    },
  };
}

/**
 * The networks of a project by name, in order of name: its comparison networks, with whether its own service serves them too, and
 * its own. Where these are not declared, they are those that its service serves and that it is not set beside; without
 * comparison networks nothing tells then which of the networks of a service have the project, unless there is one alone.
 */
function networksOfProject(
  { service, comparator, pcns }: Programme["projects"][number],
  { areas }: Programme,
): Pick<Catalogue["projects"][number], "own_networks" | "comparison_networks" | "shared_service"> {
  const beside = new Set(comparator?.pcns);
  const byName = [...areas.pcns].sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
  const served = byName.filter((pcn) => service !== undefined && pcn.service === service);
  const compared = byName
    .filter(({ code }) => beside.has(code))
    .map(({ name, service: serves }) => ({
      name,
      same_service: service !== undefined && serves === service,
    }));
  const isDeclared = pcns.length > 0;
  const own = isDeclared
    ? byName.filter(({ code }) => pcns.includes(code))
    : served.filter(({ code }) => !beside.has(code));
  const isKnown = isDeclared || own.length === 1 || (own.length > 0 && compared.length > 0);
  const shared = sharedServiceWords(compared);
  return {
    ...(shared === "" ? {} : { shared_service: shared }),
    ...(isKnown ? { own_networks: own.map(({ name }) => name) } : {}),
    ...(compared.length === 0 ? {} : { comparison_networks: compared }),
  };
}

/** What was said of the first measure before looking, and whom the target group is of. */
function declaredAnswer({
  first_measure,
  target,
}: Programme["projects"][number]): Pick<
  Catalogue["projects"][number],
  "first_measure" | "target_breakdowns" | "target_population"
> {
  const by = target === undefined ? [] : targetBreakdowns([target, ...(target.any ?? [])]);
  return {
    ...(first_measure === undefined
      ? {}
      : {
          first_measure: {
            yes_if: first_measure.yes_if ?? null,
            tells: first_measure.tells ?? null,
            does_not_tell: first_measure.does_not_tell ?? null,
          },
        }),
    ...(by.length === 0 ? {} : { target_breakdowns: by }),
    ...(target?.population === undefined ? {} : { target_population: target.population }),
  };
}

/** Keys of a target group that are breakdowns of the release, in the order in which they narrow it most. */
const BREAKDOWN_OF = [
  ["cohorts", "cohort"],
  ["gp_registered", "gp_registered"],
  ["ethnic_groups", "ethnic_group"],
  ["ethnic_categories", "ethnic_group"],
  ["gender", "gender"],
  ["languages", "language_group"],
  ["interpreter", "interpreter"],
  ["age_from", "age_band"],
  ["age_to", "age_band"],
] as const;

function targetBreakdowns(
  conditions: readonly Partial<Record<(typeof BREAKDOWN_OF)[number][0], unknown>>[],
): string[] {
  return [
    ...new Set(
      BREAKDOWN_OF.flatMap(([key, breakdown]) =>
        conditions.some((one) => one[key] !== undefined) ? [breakdown] : [],
      ),
    ),
  ];
}

/** Declared questions and scores of the staff survey, and whether burnout points were turned round. */
function declaredSurvey({ workforce }: Programme): Pick<Catalogue["workforce"], "survey" | "burnout_turned"> {
  const { survey_items, survey_scores, cbi_points } = workforce;
  const declared =
    (kind: "share" | "score") => (one: (typeof survey_items | typeof survey_scores)[number]) => ({
      id: one.id,
      label: one.label,
      source: one.source,
      better: one.better,
      kind,
    });
  const survey = [...survey_items.map(declared("share")), ...survey_scores.map(declared("score"))];
  return {
    ...(survey.length === 0 ? {} : { survey }),
    ...(cbi_points.some(({ hundred_is }) => hundred_is === "least burnout")
      ? { burnout_turned: true as const }
      : {}),
  };
}

/** The board is the network's own or its borough's. */
function networksOf({ areas }: Programme): Pick<Catalogue, "networks"> {
  if (areas.pcns.length === 0) return {};
  const boards = new Map(areas.boroughs.map(({ code, icb }) => [code, icb]));
  return {
    networks: areas.pcns.map(({ code, borough, icb, service }) => ({
      area: code,
      icb: icb ?? boards.get(borough ?? "") ?? null,
      service: service ?? null,
    })),
  };
}

function windowsOf(windows: Programme["windows"]): Catalogue["projects"][number]["windows"] {
  return (["before", "during", "after"] as const).flatMap((window) => {
    const span = windows[window];
    return span === undefined ? [] : [{ window, from: span.from, to: span.to }];
  });
}
