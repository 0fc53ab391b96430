import { type CodeList, normaliseRaw } from "../src/model/code-list.ts";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import { nearestWord } from "../src/model/nearest-word.ts";
import { type Programme, type ProgrammeProject, pathwayFacts } from "../src/model/programme.ts";

/**
 * Checks what the projects, the pathway and the workforce part of programme.yaml refer to.
 *
 * @throws CodedError `PROGRAMME_INVALID` naming what is wrong and the nearest word that is right.
 */
export function checkProgrammeParts(programme: Programme, lists: ReadonlyMap<string, CodeList>): void {
  for (const project of programme.projects) {
    checkTarget(project, lists);
    checkNetworks(project, programme);
    checkComparator(project, programme);
    known(
      project.service === undefined ? [] : [project.service],
      programme.services.map((one) => one.id),
      `project "${project.id}": service`,
      "services",
    );
    known(
      project.measures.flatMap(({ instrument }) => (instrument === "" ? [] : [instrument])),
      programme.instruments.map((one) => one.id),
      `project "${project.id}": the instrument of a measure`,
      "instruments",
    );
  }
  for (const pcn of programme.areas.pcns) {
    known(
      pcn.service === undefined ? [] : [pcn.service],
      programme.services.map((one) => one.id),
      `areas.pcns "${pcn.code}": service`,
      "services",
    );
  }
  known(
    programme.targets.flatMap(({ instrument }) => (instrument === "" ? [] : [instrument])),
    programme.instruments.map((one) => one.id),
    "targets: instrument",
    "instruments",
  );
  checkPathway(programme);
  checkWorkforce(programme);
}

/** Key of a target → code list whose codes it may hold. */
const TARGET_LISTS = {
  cohorts: "cohort",
  gender: "gender",
  ethnic_categories: "ethnic_category",
  languages: "language",
  gp_registered: "gp_registered",
  reasons: "reason",
} as const;

function checkTarget({ id, target }: ProgrammeProject, lists: ReadonlyMap<string, CodeList>): void {
  if (target === undefined) return;
  const groups = new Set(lists.get("ethnic_category")?.codes.flatMap((one) => one.group ?? []) ?? []);
  for (const condition of [target, ...(target.any ?? [])]) {
    for (const [key, list] of Object.entries(TARGET_LISTS) as [keyof typeof TARGET_LISTS, string][]) {
      checkCodes(condition[key] ?? [], lists.get(list), `project "${id}": target.${key}`);
    }
    known(condition.ethnic_groups ?? [], [...groups], `project "${id}": target.ethnic_groups`);
    const { age_from, age_to } = condition;
    if (age_from !== undefined && age_to !== undefined && age_from > age_to) {
      throw invalid(
        `project "${id}": target.age_from ${age_from} lies above age_to ${age_to}.`,
        "Swap the two.",
      );
    }
  }
}

/** A spelling or label is not enough where a code is stored; the remedy names the code it stands for. */
function checkCodes(values: readonly string[], list: CodeList | undefined, place: string): void {
  const codes = list?.codes ?? [];
  for (const value of values) {
    if (codes.some((one) => one.code === value)) continue;
    const spelled = codes.find((one) =>
      [one.code, one.label, ...one.also].some((text) => normaliseRaw(text) === normaliseRaw(value)),
    );
    const near =
      spelled?.code ??
      nearestWord(
        value,
        codes.map((one) => one.code),
      );
    throw invalid(
      `${place} holds "${value}", which is no code of the list "${list?.id ?? ""}".`,
      near === undefined ? `Codes: ${codes.map((one) => one.code).join(", ")}.` : `Did you mean "${near}"?`,
    );
  }
}

/** A project works in declared networks, and is not compared with them. */
function checkNetworks({ id, pcns, comparator }: ProgrammeProject, { areas }: Programme): void {
  known(
    pcns,
    areas.pcns.map((one) => one.code),
    `project "${id}": pcns`,
    "areas.pcns",
  );
  const both = pcns.find((pcn) => comparator?.pcns.includes(pcn));
  if (both !== undefined)
    throw invalid(
      `project "${id}" works in "${both}", which stands in its comparator.pcns too.`,
      "Take it out of one of the two: comparators are networks without the project.",
    );
}

function checkComparator({ id, comparator }: ProgrammeProject, { areas }: Programme): void {
  if (comparator === undefined) return;
  const { pcns } = comparator;
  if (pcns.includes(id)) {
    throw invalid(
      `project "${id}" is set against itself.`,
      "Take it out of comparator.pcns: they are networks without the project.",
    );
  }
  known(
    pcns,
    areas.pcns.map((one) => one.code),
    `project "${id}": comparator.pcns`,
    "areas.pcns",
  );
  const twice = pcns.find((pcn, index) => pcns.indexOf(pcn) !== index);
  if (twice !== undefined)
    throw invalid(`project "${id}": "${twice}" stands twice in comparator.pcns.`, "Leave it in once.");
}

function checkPathway({ pathway }: Programme): void {
  const facts = pathway.stages.map((stage) => stage.fact);
  if (facts[0] !== "referred") {
    throw invalid(
      `the pathway starts with "${facts[0] ?? ""}".`,
      "Start it with the fact referred: every stage is a share of the referrals.",
    );
  }
  for (const [index, fact] of facts.entries()) {
    const before = facts[index - 1];
    if (before === undefined || pathwayFacts.indexOf(before) < pathwayFacts.indexOf(fact)) continue;
    throw invalid(
      before === fact
        ? `the pathway holds the fact "${fact}" twice.`
        : `the pathway holds "${fact}" after "${before}".`,
      `Keep the order ${pathwayFacts.join(", ")}; leave out what you do not record.`,
    );
  }
}

/** Items of the Copenhagen Burnout Inventory (Kristensen 2005, Work & Stress 19(3):192). */
const CBI_ITEMS = { personal: 6, work: 7, client: 6 } as const;

function checkWorkforce(programme: Programme): void {
  const { workforce } = programme;
  checkSurvey(programme);
  for (const [scale, items] of Object.entries(CBI_ITEMS) as [keyof typeof CBI_ITEMS, number][]) {
    const fewest = workforce.cbi_min_answered?.[scale];
    if (fewest !== undefined && fewest > items) {
      throw invalid(
        `workforce.cbi_min_answered.${scale} is ${fewest}, but the scale has ${items} items.`,
        `Give a number from 1 to ${items}.`,
      );
    }
  }
  const guidance = workforce.referrals_per_fte;
  if (guidance !== undefined && guidance.from > guidance.to) {
    throw invalid(
      `workforce.referrals_per_fte runs from ${guidance.from} to ${guidance.to}.`,
      "Swap the two.",
    );
  }
}

/** Declared questions, points and sources of the staff survey and of working time. */
function checkSurvey({ workforce, sources }: Programme): void {
  const { survey_items, survey_scores, cbi_points, time_from = [] } = workforce;
  const ids = sources.map(({ id }) => id);
  known(time_from, ids, "workforce.time_from", "sources");
  known(
    cbi_points.map(({ source }) => source),
    ids,
    "workforce.cbi_points: source",
    "sources",
  );
  const declared = [...survey_items, ...survey_scores].map(({ id }) => id);
  const own = ["satisfied", "consulted", "supervision", "intend_to_leave"];
  const twice = declared.find((id, index) => own.includes(id) || declared.indexOf(id) !== index);
  if (twice !== undefined) {
    throw invalid(
      `workforce declares the survey question "${twice}" twice, or by the name of one of the toolkit's own.`,
      `Give each an id of its own, other than ${own.join(", ")}.`,
    );
  }
  for (const { id, counted, answers } of survey_items) {
    known(counted, answers, `workforce.survey_items "${id}": counted`, "its answers");
  }
  for (const { id, items, reversed, min_answered } of survey_scores) {
    known(reversed, items, `workforce.survey_scores "${id}": reversed`, "its items");
    if (min_answered !== undefined && min_answered > items.length) {
      throw invalid(
        `workforce.survey_scores "${id}": min_answered is ${min_answered}, but it has ${items.length} items.`,
        `Give a number from 1 to ${items.length}.`,
      );
    }
  }
}

function known(
  values: readonly string[],
  declared: readonly string[],
  place: string,
  list: string = "the code list",
): void {
  for (const value of values) {
    if (declared.includes(value)) continue;
    const near = nearestWord(value, declared);
    throw invalid(
      `${place} is "${value}", which is not in ${list}.`,
      near === undefined ? `Known: ${declared.join(", ") || "none"}.` : `Did you mean "${near}"?`,
    );
  }
}

/** An error of programme.yaml as a whole: no single line is at fault. */
export const invalid = (what: string, remedy: string): CodedError =>
  new CodedError({
    code: "PROGRAMME_INVALID",
    place: { file: "programme.yaml" },
    what,
    remedy,
    exit: EXIT.usage,
  });
