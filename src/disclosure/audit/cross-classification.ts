import type { AuditInput, Codes } from "./published-tables.ts";

/** Beyond this many atoms a model is refused: it would not fit into memory. */
const MOST_ATOMS = 4_000_000;

/** The finest cells of everything published, and the cells of each code or combination of codes. */
export interface CrossClassification {
  readonly atoms: number;
  /** How often the people are classified over: once for each list of crossings. */
  readonly crossings: number;
  /** The crossings that have all these dimensions. */
  readonly crossingsOf: (codes: readonly Codes[]) => readonly number[];
  readonly atomsOf: (crossing: number, codes: Codes) => Int32Array;
  /** Each combination of the dimensions that all crossings share. */
  readonly sharedCells: () => readonly Codes[];
}

/**
 * Numbers the atoms of the cross-classification of all dimensions, or of each of the crossings.
 *
 * Codes of a dimension that always go together for the codes that are used count as one. Dimensions that are not
 * crossed are classified apart: any two classifications with the same counts by the dimensions they share can be had
 * by the same people, so nothing is lost as long as the two agree on those counts.
 * Throws AUDIT_CODE_UNKNOWN, AUDIT_DIMENSIONS_APART or AUDIT_TOO_LARGE.
 */
export function crossClassify(
  { dimensions, crossings }: Pick<AuditInput, "dimensions" | "crossings">,
  used: readonly Codes[],
): CrossClassification {
  const sides = new Map(Object.keys(dimensions).map((name) => [name, sideOf(name, dimensions, used)]));
  const lists = crossings ?? [Object.keys(dimensions)];
  const [first = [], ...others] = lists;
  const shared = first.filter((name) => others.every((list) => list.includes(name)));
  const blocks: { readonly names: readonly string[]; readonly offset: number; readonly size: number }[] = [];
  let atoms = 0;
  for (const names of lists) {
    const size = names.reduce((product, name) => product * (sides.get(name)?.classes ?? 1), 1);
    blocks.push({ names, offset: atoms, size });
    atoms += size;
  }
  if (atoms > MOST_ATOMS) {
    throw new Error(
      `AUDIT_TOO_LARGE The dimensions ${lists.map((names) => names.join(" × ")).join(", ")} make ${atoms} cells; at most ${MOST_ATOMS} can be audited together. Publish fewer breakdowns at once, or name in "crossings" which are combined.`,
    );
  }
  return {
    atoms,
    crossings: lists.length,
    crossingsOf: (codes) => {
      const needed = [...new Set(codes.flatMap((one) => Object.keys(one)))];
      const found = lists.flatMap((names, index) =>
        needed.every((name) => names.includes(name)) ? [index] : [],
      );
      if (found.length === 0) {
        throw new Error(
          `AUDIT_DIMENSIONS_APART A figure combines ${needed.join(" and ")}, which no list of crossings does.`,
        );
      }
      return found;
    },
    atomsOf: (crossing, codes) => {
      const block = blocks[crossing] ?? { names: [], offset: 0, size: 1 };
      let found = [block.offset];
      let stride = block.size;
      for (const name of block.names) {
        const side = sides.get(name) ?? { classes: 1, of: () => [0] };
        stride /= side.classes;
        const steps = side.of(codes[name]).map((index) => index * stride);
        found = found.flatMap((start) => steps.map((step) => start + step));
      }
      return Int32Array.from(found);
    },
    sharedCells: () => {
      let cells: Codes[] = [{}];
      for (const name of shared) {
        const codes = sides.get(name)?.names ?? [];
        cells = cells.flatMap((cell) => codes.map((code) => ({ ...cell, [name]: code })));
      }
      return cells;
    },
  };
}

interface Side {
  readonly classes: number;
  /** One leaf of each class. */
  readonly names: readonly string[];
  readonly of: (code: string | undefined) => readonly number[];
}

/** The leaves of a dimension, merged where no code that is used tells them apart. */
function sideOf(name: string, dimensions: AuditInput["dimensions"], used: readonly Codes[]): Side {
  const { leaves, groups = {} } = dimensions[name] ?? { leaves: [] };
  const known = new Map<string, readonly string[]>([
    ...leaves.map((leaf): [string, readonly string[]] => [leaf, [leaf]]),
    ...Object.entries(groups),
  ]);
  const members = (code: string): readonly string[] => {
    const found = known.get(code);
    if (found === undefined || found.some((leaf) => !leaves.includes(leaf))) {
      throw new Error(`AUDIT_CODE_UNKNOWN "${code}" is no code of ${name}, or stands for one that is none.`);
    }
    return found;
  };
  const codes = [...new Set(used.flatMap((one) => one[name] ?? []))];
  const marks = new Map<string, string[]>(leaves.map((leaf) => [leaf, []]));
  for (const code of codes) for (const leaf of members(code)) marks.get(leaf)?.push(code);
  const classes = new Map<string, { readonly index: number; readonly leaf: string }>();
  const classOf = new Map<string, number>();
  for (const [leaf, mark] of marks) {
    const key = JSON.stringify(mark);
    const found = classes.get(key) ?? { index: classes.size, leaf };
    classes.set(key, found);
    classOf.set(leaf, found.index);
  }
  const all = [...classes.values()].map(({ index }) => index);
  return {
    classes: classes.size,
    names: [...classes.values()].map(({ leaf }) => leaf),
    of: (code) =>
      code === undefined ? all : [...new Set(members(code).map((leaf) => classOf.get(leaf) ?? 0))],
  };
}
