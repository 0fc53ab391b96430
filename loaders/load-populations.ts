import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { checkoutFolder } from "../src/files/code-version.ts";
import { type CodeList, normaliseRaw, spellings } from "../src/model/code-list.ts";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import type { Programme } from "../src/model/programme.ts";
import {
  type DeclaredPopulation,
  type PopulationBreakdown,
  type PopulationFacts,
  type ReferencePopulation,
  shippedPopulations,
} from "../src/model/reference-population.ts";
import { shippedCodeLists } from "./code-map.ts";
import type { LoadedProgramme } from "./load-programme.ts";
import { type PopulationCells, readAreaRows, readRegisteredList } from "./population-files.ts";

/**
 * Reads the populations that programme.yaml sets referrals against, by the areas that referrals are counted by.
 *
 * People of networks add up to boroughs, those of boroughs or networks to the programme, each only where every declared
 * part is in the file: an area in part would be too small. A characteristic has one population.
 *
 * @throws CodedError `POPULATION_MISSING`, `POPULATION_UNREADABLE`, `POPULATION_TWICE`, `POPULATION_AREA_UNKNOWN`.
 */
export function loadPopulations(
  { folder, programme }: Pick<LoadedProgramme, "folder" | "programme">,
  lists: ReadonlyMap<string, CodeList> = shippedCodeLists(),
): readonly ReferencePopulation[] {
  const loaded = programme.reference_populations.flatMap((one) => readOne(one, folder, programme, lists));
  for (const [index, { of, id }] of loaded.entries()) {
    const first = loaded.findIndex((one) => one.of === of);
    if (first === index) continue;
    throw problem(
      "POPULATION_TWICE",
      `"${id}" and "${loaded[first]?.id}" are both populations by ${of}.`,
      "Keep the one that matches the people who can be referred.",
    );
  }
  return loaded;
}

function readOne(
  declared: DeclaredPopulation,
  folder: string,
  programme: Programme,
  lists: ReadonlyMap<string, CodeList>,
): readonly ReferencePopulation[] {
  const made = (facts: PopulationFacts, areaType: string, cells: PopulationCells): ReferencePopulation => ({
    ...facts,
    rows: peopleOfAreas({ areaType, cells, madeOf: declared.made_of, id: facts.id }, programme),
  });
  const rows = (of: PopulationBreakdown, file: string, text: string) =>
    readAreaRows({ file, text }, categoriesOf(of, lists));
  if ("shipped" in declared) {
    const file = `data/reference/populations/${declared.shipped}.csv`;
    const text = readFileSync(join(checkoutFolder, file), "utf8");
    const facts = { ...shippedPopulations[declared.shipped], id: declared.shipped, synthetic: false };
    return withGroups(made(facts, "borough", rows(facts.of, file, text)), lists);
  }
  const { id, title, people, source, synthetic, file, area_type } = declared;
  const text = textOf(folder, file, id);
  const facts = { id, title, people, source, synthetic };
  if ("layout" in declared) {
    const list = readRegisteredList({ file, text });
    return (["gender", "age_band_20"] as const).map((of) =>
      made({ ...facts, of, ages: "20+" }, area_type, list[of]),
    );
  }
  const { of, ages } = declared;
  return withGroups(made({ ...facts, of, ages }, area_type, rows(of, file, text)), lists);
}

function textOf(folder: string, file: string, id: string): string {
  const path = join(folder, file);
  if (!relative(resolve(folder), resolve(path)).startsWith("..") && existsSync(path)) {
    return readFileSync(path, "utf8");
  }
  throw problem(
    "POPULATION_MISSING",
    `the population "${id}" names "${file}", which is not a file below the programme folder.`,
    "Put the file there, or take the population out.",
  );
}

/** A population by the 16 ethnic categories is one by the five groups too. */
function withGroups(
  population: ReferencePopulation,
  lists: ReadonlyMap<string, CodeList>,
): readonly ReferencePopulation[] {
  if (population.of !== "ethnic_category") return [population];
  const groupOf = new Map(lists.get("ethnic_category")?.codes.map(({ code, group }) => [code, group]));
  const sums = new Map<string, ReferencePopulation["rows"][number]>();
  for (const row of population.rows) {
    const category = groupOf.get(row.category) ?? row.category;
    const key = `${row.area_type}|${row.area}|${category}`;
    sums.set(key, { ...row, category, people: (sums.get(key)?.people ?? 0) + row.people });
  }
  return [{ ...population, of: "ethnic_group", rows: [...sums.values()] }, population];
}

const PLAIN: Readonly<Partial<Record<PopulationBreakdown, readonly string[]>>> = {
  age_band_20: ["20-24", "25-44", "45-64", "65-74", "75+"],
  language_group: ["en", "other"],
  interpreter: ["yes", "no"],
  imd_quintile: ["1", "2", "3", "4", "5"],
};

/** What a heading of a population file stands for: a code, a label or a spelling of the code list. */
function categoriesOf(
  of: PopulationBreakdown,
  lists: ReadonlyMap<string, CodeList>,
): (heading: string) => string | undefined {
  const plain = PLAIN[of];
  if (plain !== undefined) return (heading) => plain.find((one) => one === heading.trim());
  const list = lists.get(of === "ethnic_group" ? "ethnic_category" : of);
  if (list === undefined) return () => undefined;
  if (of === "ethnic_group") {
    const groups = new Set(list.codes.flatMap(({ group }) => group ?? []));
    return (heading) => [...groups].find((one) => one === heading.trim());
  }
  const known = spellings(list);
  const unknown = new Set(list.codes.filter((one) => one.unknown !== undefined).map(({ code }) => code));
  return (heading) => {
    const code = known.get(normaliseRaw(heading));
    return code === undefined || unknown.has(code) ? undefined : code;
  };
}

interface AreaCells {
  readonly id: string;
  readonly areaType: string;
  readonly cells: PopulationCells;
  readonly madeOf: Readonly<Record<string, readonly string[]>>;
}

function peopleOfAreas(
  { id, areaType, cells, madeOf }: AreaCells,
  programme: Programme,
): ReferencePopulation["rows"] {
  const declared = declaredAreas(areaType, programme);
  for (const [area, parts] of Object.entries(madeOf)) {
    const absent = parts.find((part) => !cells.has(part));
    if (declared.includes(area) && absent === undefined) continue;
    throw problem(
      "POPULATION_AREA_UNKNOWN",
      absent === undefined
        ? `"${id}" says what "${area}" is made of, which is no ${areaType} of this programme.`
        : `"${id}" makes "${area}" of "${absent}", which is not in the file.`,
      "Use the codes of the file, and of areas in programme.yaml.",
    );
  }
  const own = new Map(
    declared.flatMap((area) => {
      const people = summed(madeOf[area] ?? [area], (part) => cells.get(part));
      return people === undefined ? [] : [[area, people] as const];
    }),
  );
  if (own.size === 0) {
    throw problem(
      "POPULATION_AREA_UNKNOWN",
      `"${id}" holds no ${areaType} of this programme.`,
      "Check area_type, and that the file has the codes of areas in programme.yaml.",
    );
  }
  const levels: (readonly [string, string, ReadonlyMap<string, number> | undefined])[] =
    areaType === "pcn" ? [] : [...own].map(([area, people]) => [areaType, area, people] as const);
  if (areaType === "pcn") {
    for (const { code } of programme.areas.boroughs) {
      const parts = programme.areas.pcns.filter(({ borough }) => borough === code).map((pcn) => pcn.code);
      levels.push(["borough", code, summed(parts, (part) => own.get(part))]);
    }
  }
  if (areaType === "pcn" || areaType === "borough") {
    levels.push(["programme", "programme", summed(declared, (part) => own.get(part))]);
  }
  return levels.flatMap(([area_type, area, people]) =>
    [...(people ?? [])].map(([category, count]) => ({ area_type, area, category, people: count })),
  );
}

function declaredAreas(areaType: string, { areas, services, projects }: Programme): readonly string[] {
  const ids: Readonly<Record<string, readonly string[]>> = {
    pcn: areas.pcns.map(({ code }) => code),
    borough: areas.boroughs.map(({ code }) => code),
    service: services.map((one) => one.id),
    project: projects.map((one) => one.id),
    programme: ["programme"],
  };
  return ids[areaType] ?? [];
}

/** People of all parts by category; undefined where there is no part, or one is not known. */
function summed(
  parts: readonly string[],
  peopleOf: (part: string) => ReadonlyMap<string, number> | undefined,
): ReadonlyMap<string, number> | undefined {
  const sums = new Map<string, number>();
  for (const part of parts) {
    const people = peopleOf(part);
    if (people === undefined) return undefined;
    for (const [category, count] of people) sums.set(category, (sums.get(category) ?? 0) + count);
  }
  return parts.length === 0 ? undefined : sums;
}

const problem = (code: string, what: string, remedy: string): CodedError =>
  new CodedError({ code, place: { file: "programme.yaml" }, what, remedy, exit: EXIT.usage });
