import type { Programme } from "../model/programme.ts";
import { contactShares, provisionShares, referralShares } from "./activity-rows.ts";
import { targetSql } from "./activity-target.ts";
import type { Query } from "./cell-rows.ts";
import { comparatorSql } from "./comparators.ts";

/** What one network shows of a measure of a project that it is set beside, in one window. */
export interface ComparedPlaceRow {
  readonly project: string;
  readonly measure: string;
  readonly instrument: string;
  readonly pcn: string;
  readonly window: "before" | "during" | "after";
  /** Numerator of a share; sum of a mean, scaled by the instrument's decimals. */
  readonly part: number | bigint;
  /** Denominator; number of people in a mean. */
  readonly whole: number | bigint;
  /** Of a share: people, or referrals, in it and outside it. Of a mean: all of them, twice. */
  readonly inside: number;
  readonly outside: number;
}

/** How a measure can be compared place by place; medians, rates and figures of staff cannot. */
export type ComparedKind = "share" | "mean";

const MEAN_COLUMNS: Readonly<Record<string, string>> = {
  mean_reasons: "mean_reasons",
  contacts_per_referral: "contacts_per_referral",
  mean_gp_contacts_change: "(gp_after - gp_before)",
};

const isOneOf = (list: readonly string[], id: string): boolean => list.includes(id);

/** Whether a measure is a share or a mean over single records; undefined where places cannot be compared by it. */
export function comparedKind({ measure, instrument }: ProjectMeasure): ComparedKind | undefined {
  if (instrument !== "") {
    return measure === "mean_change" ? "mean" : measure === "share_improved" ? "share" : undefined;
  }
  if (measure in MEAN_COLUMNS) return "mean";
  const shares = [...referralShares, ...provisionShares, ...contactShares, "share_men"];
  return shares.includes(measure) ? "share" : undefined;
}

type Project = Programme["projects"][number];
type ProjectMeasure = Project["measures"][number];

/**
 * What of a project is set beside its networks one by one: its measures in their order, and after them the share who improved
 * on the first instrument among them, which a cost for each additional person improved takes. Each once.
 */
export function comparedMeasures({ measures }: Pick<Project, "measures">): readonly ProjectMeasure[] {
  const instrument = measures.find((one) => one.instrument !== "")?.instrument;
  const all = [...measures, ...(instrument === undefined ? [] : [{ measure: "share_improved", instrument }])];
  const key = (one: ProjectMeasure) => `${one.measure}|${one.instrument}`;
  return all.filter(
    (one, place) =>
      comparedKind(one) !== undefined && all.findIndex((other) => key(other) === key(one)) === place,
  );
}

/** Which temporary tables of `activityRows` and of scores have been made. */
interface MadeTables {
  readonly activity: boolean;
  readonly episodes: boolean;
}

/**
 * The measures of every project in each of its comparison networks and windows: whole numbers, of single networks, so
 * never to be written out. Needs the temporary tables of `activityRows`, and `every_episode`.
 */
export async function comparedPlaces(
  query: Query,
  programme: Programme,
  made: MadeTables,
): Promise<readonly ComparedPlaceRow[]> {
  const rows: ComparedPlaceRow[] = [];
  for (const project of programme.projects) {
    if (project.comparator === undefined) continue;
    for (const one of comparedMeasures(project)) {
      const from = tableOf(one, programme, made);
      const statistics = statisticsOf(one);
      if (from === undefined || statistics === undefined) continue;
      const where = one.instrument === "" ? "" : ` AND j.instrument = '${one.instrument}'`;
      rows.push(
        ...(await query<ComparedPlaceRow & Readonly<Record<string, unknown>>>(
          `SELECT j.comparator AS project, '${one.measure}' AS measure, '${one.instrument}' AS instrument,
          j.pcn, j.comparator_window AS window, ${statistics}
          FROM ${from} WHERE j.comparator = '${project.id}' AND j.comparator_window IS NOT NULL${where}
          GROUP BY j.comparator, j.pcn, j.comparator_window ORDER BY j.comparator, j.pcn, j.comparator_window`,
        )),
      );
    }
  }
  return rows;
}

function tableOf({ measure, instrument }: ProjectMeasure, programme: Programme, made: MadeTables) {
  if (instrument !== "") return made.episodes ? comparatorSql(programme, "every_episode") : undefined;
  if (!made.activity) return undefined;
  if (isOneOf(contactShares, measure)) return comparatorSql(programme, "activity_contacts");
  const target = `${targetSql(programme.projects, "c.project")} AS share_target`;
  return comparatorSql(programme, "activity_referrals", [target]);
}

function statisticsOf(one: ProjectMeasure): string | undefined {
  const { measure } = one;
  const kind = comparedKind(one);
  if (kind === undefined) return undefined;
  if (kind === "mean") {
    const column = one.instrument === "" ? MEAN_COLUMNS[measure] : "(after_score - before_score)";
    return `coalesce(sum(${column}), 0) AS part, ${["whole", "inside", "outside"]
      .map((name) => `count(${column}) AS ${name}`)
      .join(", ")}`;
  }
  if (measure === "share_improved") {
    const improved = "count(*) FILTER (WHERE gain >= threshold)";
    return `${improved} AS part, count(after_score) AS whole, ${improved} AS inside, count(after_score) - ${improved} AS outside`;
  }
  if (measure === "share_men") {
    return sharePeople(
      "count(DISTINCT person_number) FILTER (WHERE share_men)",
      "count(DISTINCT person_number) FILTER (WHERE share_men IS NOT NULL)",
      {
        person: "person_number",
        inside: "share_men",
        outside: "NOT share_men",
      },
    );
  }
  if (isOneOf(referralShares, measure)) {
    return sharePeople(`count(*) FILTER (WHERE ${measure})`, `count(${measure})`, {
      person: "person_number",
      inside: measure,
      outside: `NOT ${measure}`,
    });
  }
  return sharePeople(`coalesce(sum(${measure}_is), 0)`, `coalesce(sum(${measure}_of), 0)`, {
    person: "referral_number",
    inside: `${measure}_is > 0`,
    outside: `${measure}_of > ${measure}_is`,
  });
}

const sharePeople = (
  part: string,
  whole: string,
  of: { readonly person: string; readonly inside: string; readonly outside: string },
): string =>
  [
    `${part} AS part`,
    `${whole} AS whole`,
    `count(DISTINCT ${of.person}) FILTER (WHERE ${of.inside}) AS inside`,
    `count(DISTINCT ${of.person}) FILTER (WHERE ${of.outside}) AS outside`,
  ].join(", ");
