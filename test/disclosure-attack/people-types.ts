import type { Members } from "./lattice-cells.ts";
import type { PlacedRow } from "./world.ts";

/**
 * Cells as sets of the types of people that there could be: a piece of area and time where anybody was, a gender, an
 * ethnic group and the cohorts. Which cells lie within which everybody knows from the types, not from who was there.
 */
export interface TypeSets {
  readonly of: (cell: Members) => TypeSet;
  /** How many people of some rows are of each type. */
  readonly counts: Float64Array;
}

/** Types by number, one bit each. */
export type TypeSet = Uint32Array;

/** The types of the people of some rows, and the cells as sets of them; `counted` are the rows that count. */
export function typeSets(
  rows: readonly PlacedRow[],
  cells: readonly Members[],
  counted: ReadonlySet<number>,
): TypeSets {
  const whole = cells.filter(({ breakdown }) => breakdown === "none");
  const signatures = rows.map(() => [] as number[]);
  for (const [at, cell] of whole.entries()) for (const row of cell.rows) signatures[row]?.push(at);
  const pieces = numbered(signatures.map((one) => one.join()));
  const genders = numbered(rows.map((row) => row.gender));
  const ethnicGroups = numbered(rows.map((row) => row.ethnic_group));
  const cohorts = [...new Set(rows.flatMap((row) => row.cohorts))].sort();
  const kinds = 2 ** cohorts.length;
  const inCohorts = (row: PlacedRow) =>
    cohorts.reduce((bits, cohort, at) => bits + (row.cohorts.includes(cohort) ? 2 ** at : 0), 0);
  const size = pieces.size * genders.size * ethnicGroups.size * kinds;
  const typeAt = (piece: number, gender: number, ethnicGroup: number, kind: number) =>
    ((piece * genders.size + gender) * ethnicGroups.size + ethnicGroup) * kinds + kind;
  const counts = new Float64Array(size);
  for (const [at, row] of rows.entries()) {
    if (!counted.has(at)) continue;
    const type = typeAt(pieces.of[at] ?? 0, genders.of[at] ?? 0, ethnicGroups.of[at] ?? 0, inCohorts(row));
    counts[type] = (counts[type] ?? 0) + 1;
  }
  const piecesAt = new Map(
    whole.map((cell) => [placeOf(cell), new Set(cell.rows.map((row) => pieces.of[row] ?? 0))]),
  );
  const genderNames = [...genders.names];
  const ethnicNames = [...ethnicGroups.names];
  return {
    counts,
    of: (cell) => {
      const set = new Uint32Array(Math.ceil(size / 32));
      const isIn = groupTest(cell);
      for (const piece of piecesAt.get(placeOf(cell)) ?? [])
        for (const [gender, genderName] of genderNames.entries())
          for (const [ethnic, ethnicName] of ethnicNames.entries())
            for (let kind = 0; kind < kinds; kind++) {
              const own = cohorts.filter((_, at) => Math.floor(kind / 2 ** at) % 2 === 1);
              if (!isIn(genderName, ethnicName, own)) continue;
              const type = typeAt(piece, gender, ethnic, kind);
              set[type >>> 5] = (set[type >>> 5] ?? 0) | (1 << (type & 31));
            }
      return set;
    },
  };
}

type GroupTest = (gender: string, ethnicGroup: string, cohorts: readonly string[]) => boolean;

function groupTest({ breakdown, category }: Members): GroupTest {
  switch (breakdown) {
    case "gender":
      return (gender) => gender === category;
    case "ethnic_group":
      return (_, ethnicGroup) => ethnicGroup === category;
    case "gender*ethnic_group":
      return (gender, ethnicGroup) => `${gender}*${ethnicGroup}` === category;
    case "cohort":
      return (_gender, _ethnicGroup, cohorts) => cohorts.includes(category);
    default:
      return () => true;
  }
}

const placeOf = ({ area_type, area, period_type, period }: Members): string =>
  [area_type, area, period_type, period].join("|");

function numbered(names: readonly string[]) {
  const numbers = new Map<string, number>();
  const of = names.map((name) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
  return { of, size: numbers.size, names: numbers.keys() };
}

/** True where all types of one set are in the other. */
export function isWithin(part: TypeSet, whole: TypeSet): boolean {
  for (let at = 0; at < part.length; at++) if (((part[at] ?? 0) & ~(whole[at] ?? 0)) !== 0) return false;
  return true;
}

/** True where two sets have no type in common. */
export function isApart(one: TypeSet, other: TypeSet): boolean {
  for (let at = 0; at < one.length; at++) if (((one[at] ?? 0) & (other[at] ?? 0)) !== 0) return false;
  return true;
}

/** Adds the types of one set to another. */
export function addTo(all: TypeSet, one: TypeSet): void {
  for (let at = 0; at < one.length; at++) all[at] = (all[at] ?? 0) | (one[at] ?? 0);
}

/** The types of a set by number. */
export function typesOf(set: TypeSet): readonly number[] {
  const types: number[] = [];
  for (const [at, word] of set.entries()) {
    for (let bit = 0; bit < 32 && word >>> bit !== 0; bit++)
      if (((word >>> bit) & 1) === 1) types.push(at * 32 + bit);
  }
  return types;
}
