import type { Profile } from "../../src/model/profile.ts";
import { comparableName } from "../read/column-name.ts";
import { alikeWords, headerWords } from "./header-words.ts";

/** How well a shipped profile, or one of the programme's own, fits a header. */
export interface ProfileMatch {
  readonly id: string;
  readonly title: string;
  /** Columns that mark the layout, found and in all. */
  readonly recognised: readonly [number, number];
  /** Columns that are mapped, found and in all. */
  readonly mapped: readonly [number, number];
  /** Marking columns and those that a row cannot do without, which the file has under no known name. */
  readonly missing: readonly string[];
  /** Column as read → the profile's name for it, where the two only come near. */
  readonly renames: ReadonlyMap<string, string>;
  /** Positions of the columns that the profile reads. */
  readonly used: readonly number[];
  /** Position → the field that the profile fills from it. */
  readonly fields: ReadonlyMap<number, string>;
  /** Measures that the profile sets for columns that are there. */
  readonly instruments: readonly string[];
  /** Nothing needed is missing, and most of what the profile maps is there. */
  readonly fits: boolean;
  /** 0–1. */
  readonly score: number;
}

/** Two names with this share of words in common come near. */
const NEAR = 0.66;
/** A column that the profile can do without must come nearer. */
const NEARER = 0.8;

/** Ranks profiles by how much of them a header holds, best first; those with nothing in common are left out. */
export function matchProfiles(
  columns: readonly string[],
  profiles: readonly { readonly name: string; readonly profile: Profile }[],
): readonly ProfileMatch[] {
  return profiles
    .map(({ name, profile }) => matchProfile(columns, name, profile))
    .filter(({ recognised, mapped }) => recognised[0] > 0 || mapped[0] >= 3)
    .sort((a, b) => b.score - a.score);
}

function matchProfile(columns: readonly string[], id: string, profile: Profile): ProfileMatch {
  const tables = Object.values(profile.tables).flat();
  const fields = tables.flatMap((table) => Object.values(table.fields));
  const columnsOf = (field: (typeof fields)[number]) => [
    ...field.column,
    ...(field.sum ?? []),
    ...(field.join ?? []),
  ];
  const { nhs_number: nhs, local_id: local } = profile.person ?? {};
  const mapped = [
    ...new Set([...fields.flatMap(columnsOf), ...[nhs, local].filter((one) => one !== undefined)]),
  ];
  const needed = new Set([
    ...profile.recognise,
    ...Object.keys(profile.where),
    ...tables.flatMap((table) =>
      table.requires.length > 0
        ? []
        : Object.values(table.fields).flatMap((field) => (field.required ? columnsOf(field) : [])),
    ),
  ]);
  const names = columns.map(comparableName);
  const found = new Map<string, number>();
  for (const column of new Set([...mapped, ...needed])) {
    const at = [column, ...(profile.synonyms[column] ?? [])]
      .map((spelling) => names.indexOf(comparableName(spelling)))
      .find((index) => index >= 0);
    if (at !== undefined) found.set(column, at);
  }
  const renames = nearMisses(columns, profile, mapped, needed, found);
  const have = (column: string) => found.has(column) || [...renames.values()].includes(column);
  const missing = [...needed].filter((column) => !have(column));
  const mappedFound = mapped.filter(have).length;
  const ticked = fields
    .flatMap((field) => field.ticked ?? [])
    .filter((column) => names.includes(comparableName(column)));
  const used = [
    ...new Set([
      ...found.values(),
      ...ticked.map((column) => names.indexOf(comparableName(column))),
      ...[...renames.keys()].map((column) => columns.indexOf(column)),
    ]),
  ];
  const read = (column: string): number | undefined => {
    const renamed = [...renames].find(([, name]) => name === column)?.[0];
    return found.get(column) ?? (renamed === undefined ? undefined : columns.indexOf(renamed));
  };
  const fieldsAt = new Map<number, string>();
  const put = (column: string | undefined, field: string) => {
    const at = column === undefined ? undefined : read(column);
    if (at !== undefined && !fieldsAt.has(at)) fieldsAt.set(at, field);
  };
  for (const [table, parts] of Object.entries(profile.tables)) {
    for (const { fields: own } of parts) {
      for (const [field, mapping] of Object.entries(own)) {
        for (const column of mapping.ticked ?? []) {
          const at = names.indexOf(comparableName(column));
          if (at >= 0 && !fieldsAt.has(at)) fieldsAt.set(at, `${table}.${field}`);
        }
        for (const column of columnsOf(mapping)) put(column, `${table}.${field}`);
      }
    }
  }
  put(nhs, "person.nhs_number");
  put(local, "person.local_id");
  const recognisedFound = profile.recognise.filter((column) => found.has(column)).length;
  const exact = profile.recognise.length - recognisedFound <= 1;
  const share = mappedFound / Math.max(1, mapped.length);
  return {
    id,
    title: profile.title,
    recognised: [recognisedFound, profile.recognise.length],
    mapped: [mapped.filter((column) => found.has(column)).length, mapped.length],
    missing,
    renames,
    used,
    fields: fieldsAt,
    instruments: [
      ...new Set(
        (profile.tables.outcome ?? []).flatMap(({ set, fields: own }) =>
          set.instrument !== undefined && own.score !== undefined && columnsOf(own.score).every(have)
            ? [set.instrument]
            : [],
        ),
      ),
    ],
    fits:
      missing.length === 0 &&
      exact &&
      share >= (recognisedFound >= 4 ? 0.25 : 0.4) &&
      renames.size <= used.length / 2,
    score:
      0.5 * (recognisedFound / profile.recognise.length) +
      0.3 * share +
      0.2 * (used.length / Math.max(1, columns.length)),
  };
}

/** Columns of the file that come near a column the profile does not find, each used once, the nearest first. */
function nearMisses(
  columns: readonly string[],
  profile: Profile,
  mapped: readonly string[],
  needed: ReadonlySet<string>,
  found: ReadonlyMap<string, number>,
): ReadonlyMap<string, string> {
  const taken = new Set(found.values());
  const pairs = [...new Set([...needed, ...mapped])]
    .filter((column) => !found.has(column))
    .flatMap((column) => {
      const spellings = [column, ...(profile.synonyms[column] ?? [])].map(headerWords);
      return columns.flatMap((name, index) => {
        const words = headerWords(name);
        const near = Math.max(...spellings.map((one) => alikeWords(one, words)));
        return taken.has(index) || near < (needed.has(column) ? NEAR : NEARER) || words.length === 0
          ? []
          : [{ column, name, near }];
      });
    })
    .sort((a, b) => b.near - a.near);
  const renames = new Map<string, string>();
  for (const { column, name } of pairs) {
    if (!renames.has(name) && ![...renames.values()].includes(column)) renames.set(name, column);
  }
  return renames;
}
