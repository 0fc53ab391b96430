import { type Random, seededRandom } from "../../src/sample/random.ts";
import type { Members } from "./lattice-cells.ts";
import { addTo, isApart, isWithin, type TypeSet, typeSets } from "./people-types.ts";
import { cellKey, type ReleasedCells, type Win } from "./released-cells.ts";
import type { PlacedRow } from "./world.ts";

/** The people of a cell of whom an average is printed. */
export interface Described extends Pick<Members, "area_type" | "period_type" | "breakdown"> {
  readonly cell: string;
  /** Cells of one kind are taken together to cover a larger one. */
  readonly kind: string;
  readonly types: TypeSet;
  readonly people: number;
}

const STATISTICS = ["mean_change", "mean_baseline", "mean_follow_up"] as const;
const RESTARTS = 12;

/** How few people an average may not be told of. */
export interface AverageQuestion {
  readonly rows: readonly PlacedRow[];
  readonly cells: readonly Members[];
  /** Rows, by index, of people with both scores. */
  readonly paired: ReadonlySet<number>;
  readonly released: ReleasedCells;
  readonly describedFrom: number;
}

/** The published sets of a statistic, and every other cell with few people in it. */
export interface DescribedSets {
  readonly measure: string;
  readonly published: readonly Described[];
  readonly few: readonly Described[];
  /** How many people are of each type. */
  readonly counts: Float64Array;
}

/** What is published of each statistic: printed, or the difference of two that are. */
export function describedSets(question: AverageQuestion): readonly DescribedSets[] {
  const { rows, cells, paired, released, describedFrom } = question;
  const types = typeSets(rows, cells, paired);
  const sets = cells.map(
    (cell): Described => ({
      cell: cellKey(cell),
      area_type: cell.area_type,
      period_type: cell.period_type,
      breakdown: cell.breakdown,
      kind: [cell.area_type, cell.period_type, cell.breakdown].join("|"),
      types: types.of(cell),
      people: cell.rows.filter((row) => paired.has(row)).length,
    }),
  );
  const held = sets.filter(({ people }) => people > 0);
  const isPrinted = (cell: string, one: string) => released.of(one, cell)?.status === "published";
  return STATISTICS.map((measure) => {
    const others = STATISTICS.filter((one) => one !== measure);
    const isKnown = ({ cell }: Described) =>
      isPrinted(cell, measure) || others.every((one) => isPrinted(cell, one));
    return {
      measure,
      published: held.filter(isKnown),
      few: held.filter(({ people }) => people < describedFrom),
      counts: types.counts,
    };
  });
}

/**
 * Subtracts averages from averages, as someone would who knows exactly how many people each is of: of each set of
 * people the union of published sets within it, and of each union of published sets that holds a set that set.
 */
export function averageAttack(sets: readonly DescribedSets[], describedFrom: number): readonly Win[] {
  const wins = new Map<string, Win>();
  for (const { measure, published } of sets) {
    const random = seededRandom(published.length);
    const win: Report = (whole, parts, left) => {
      if (left < 1 || left >= describedFrom || wins.has(whole.cell)) return;
      const names = parts.map(({ cell }) => cell).join(" + ");
      wins.set(whole.cell, {
        attack: "average",
        cell: whole.cell,
        what: `${measure} of ${left} people, less ${names === "" ? "nobody" : names}`,
      });
    };
    for (const whole of published) {
      win(whole, [], whole.people);
      lessParts(whole, published, random, win);
      lessWhole(whole, published, win);
    }
  }
  return [...wins.values()];
}

type Report = (whole: Described, parts: readonly Described[], left: number) => void;

/** Takes single parts away, those of each kind, and many by chance. */
function lessParts(whole: Described, published: readonly Described[], random: Random, win: Report): void {
  const inside = published.filter((one) => one !== whole && isWithin(one.types, whole.types));
  for (const part of inside) win(whole, [part], whole.people - part.people);
  const orders = [...new Set(inside.map((one) => one.kind))].map((kind) =>
    inside.filter((one) => one.kind === kind),
  );
  orders.push([...inside].sort((a, b) => b.people - a.people));
  for (let again = 0; again < RESTARTS; again++) orders.push(random.sample(inside, inside.length));
  for (const order of orders) {
    const used = new Uint32Array(whole.types.length);
    const taken: Described[] = [];
    let left = whole.people;
    for (const part of order) {
      if (!isApart(part.types, used)) continue;
      addTo(used, part.types);
      taken.push(part);
      left -= part.people;
      win(whole, taken, left);
    }
  }
}

/** Takes a set away from sets of one kind that together hold all of it, and a few people more. */
function lessWhole(whole: Described, published: readonly Described[], win: Report): void {
  const touching = published.filter((one) => one !== whole && !isApart(one.types, whole.types));
  for (const kind of new Set(touching.map((one) => one.kind))) {
    const all = new Uint32Array(whole.types.length);
    const own = touching.filter((one) => one.kind === kind);
    const isDisjoint = own.every(({ types }) => {
      const apart = isApart(types, all);
      addTo(all, types);
      return apart;
    });
    const people = own.reduce((sum, one) => sum + one.people, 0);
    if (isDisjoint && isWithin(whole.types, all)) win(whole, own, people - whole.people);
  }
}
