import { boundTable } from "../../src/disclosure/audit/bound-table.ts";
import type { Solve } from "../../src/disclosure/audit/linear-program.ts";
import type { CellState, CountCell, CountTable } from "../../src/disclosure/tables/count-table.ts";
import { loadSolver } from "../../src/release/lp-solver.ts";
import { seededRandom } from "../../src/sample/random.ts";

const MONTHS = 36;
const RULES = { primary: 4, complementary: 5 };

/** Leaves of areas and of times; a leaf stands at network × 36 + month. */
interface Span {
  readonly name: string;
  readonly parts: readonly number[];
}

interface Shape {
  readonly networks: number;
  readonly layers: number;
  /** People of a network in a month, on average. */
  readonly people: number;
  /** False: no cells of single networks or quarters, as of breakdowns. */
  readonly fine: boolean;
}

const upTo = (length: number): number[] => Array.from({ length }, (_, at) => at);

function areasOf({ networks, fine }: Shape): readonly Span[] {
  const split = (kind: string, count: number, of: (network: number, part: number) => boolean) =>
    upTo(count).map((part) => ({
      name: `${kind} ${part}`,
      parts: upTo(networks).filter((network) => of(network, part)),
    }));
  const boroughs = Math.max(2, Math.round(networks / 5));
  const services = Math.max(2, Math.round(networks / 8));
  return [
    { name: "programme", parts: upTo(networks) },
    ...split("board", 3, (network, part) => Math.floor((network * boroughs) / networks) % 3 === part),
    ...split("borough", boroughs, (network, part) => Math.floor((network * boroughs) / networks) === part),
    ...split("service", services, (network, part) => network % services === part),
    ...split("project", 12, (network, part) => (network * 7 + part * 5) % 12 < 2),
    ...(fine ? split("network", networks, (network, part) => network === part) : []),
  ];
}

const times: readonly Span[] = [
  { name: "all", parts: upTo(MONTHS) },
  ...upTo(3).map((year) => ({ name: `year ${year}`, parts: upTo(12).map((month) => year * 12 + month) })),
];
const quarters: readonly Span[] = upTo(12).map((quarter) => ({
  name: `quarter ${quarter}`,
  parts: upTo(3).map((month) => quarter * 3 + month),
}));
const months: readonly Span[] = upTo(MONTHS).map((month) => ({ name: `month ${month}`, parts: [month] }));

/** A made-up table: cells of each layer but the last, which is the rest, by area and time. */
function madeUpTable(shape: Shape): CountTable {
  const random = seededRandom(7);
  const { networks, layers, people, fine } = shape;
  const leaves = networks * MONTHS;
  const counts = new Float64Array(leaves * layers);
  const weights = upTo(layers).map((layer) => 1 / (layer + 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  for (let leaf = 0; leaf < leaves; leaf++) {
    const size = people * (0.4 + (1.2 * (Math.floor(leaf / MONTHS) % 7)) / 6);
    for (const [layer, weight] of weights.entries()) {
      counts[leaf * layers + layer] = Math.floor(
        (2 * random.uniform() * size * weight) / all + random.uniform(),
      );
    }
  }
  const cells: CountCell[] = [];
  for (const area of areasOf(shape)) {
    if (area.parts.length === 0) continue;
    const own = [...times, ...quarters, ...(fine && area.name === "programme" ? months : [])];
    for (const time of own) {
      const spanned = area.parts.flatMap((network) => time.parts.map((month) => network * MONTHS + month));
      for (const layer of upTo(layers)) {
        cells.push({
          name: `${area.name}, ${time.name}, layer ${layer}`,
          leaves: spanned,
          layers: [layer],
          count: spanned.reduce((sum, leaf) => sum + (counts[leaf * layers + layer] ?? 0), 0),
          printed: layer < layers - 1,
          countedBy: [],
          describedBy: [],
          weight: spanned.length,
        });
      }
    }
  }
  return { id: "made up", leaves, layers, counts, totalsKnown: true, cells };
}

const withheld = (role: "primary" | "complementary", lower: number, upper: number): CellState => ({
  kind: "withheld",
  role,
  lower,
  upper,
});
const more = (): CellState => withheld("complementary", 0, Number.POSITIVE_INFINITY);
const isFew = (count: number): boolean => count >= 1 && count <= 7;

/** Rounded to the nearest 5, from 8 on. */
function shown(count: number): CellState {
  const value = Math.round(count / 5) * 5;
  return count === 0
    ? { kind: "shown", lower: 0, upper: 0 }
    : { kind: "shown", lower: Math.max(8, value - 2), upper: value + 2 };
}

/**
 * Few of many are withheld, and anything of few. Of two layers the rest is silent unless it is few, and then what was
 * counted is withheld as well.
 */
function firstStates({ cells, layers }: CountTable): CellState[] {
  return cells.map((cell, at) => {
    const first = at - (at % layers);
    const total = cells.slice(first, first + layers).reduce((sum, { count }) => sum + count, 0);
    if (isFew(total)) return withheld("primary", 0, total);
    const partnerIsFew = layers === 2 && !cell.printed && isFew(cells[first]?.count ?? 0);
    if (isFew(cell.count) && !partnerIsFew) return withheld("primary", 1, 7);
    if (layers !== 2) return shown(cell.count);
    if (!cell.printed) return { kind: "silent" };
    return isFew(cells[at + 1]?.count ?? 0) ? more() : shown(cell.count);
  });
}

/** Withholds more until nothing leaks, as a planner would; prints the first, the hardest, and the last audit. */
async function planned(name: string, shape: Shape, solve: Solve): Promise<void> {
  const table = madeUpTable(shape);
  const states = firstStates(table);
  const sizes = `${table.leaves} leaves × ${table.layers}, ${table.cells.length} cells`;
  const times: string[] = [];
  for (let round = 1; round <= 12; round++) {
    const started = performance.now();
    const audit = await boundTable(table, states, RULES, solve);
    const seconds = (performance.now() - started) / 1000;
    const undecided = audit.leaks.filter(({ verdict }) => verdict === "undecided").length;
    times.push(
      `${seconds.toFixed(2)} s for ${audit.findings.length} withheld (${audit.leaks.length} leaks, ${undecided} undecided; arithmetic ${audit.closedForm}, walks ${audit.walked}, solver ${audit.solved})`,
    );
    const chosen = new Set<number>();
    for (const { because } of audit.leaks) {
      const choice = because
        .filter((cell) => states[cell]?.kind === "shown" && (table.cells[cell]?.count ?? 0) > 0)
        .sort((a, b) => (table.cells[a]?.weight ?? 0) - (table.cells[b]?.weight ?? 0))[0];
      if (choice !== undefined) chosen.add(choice);
    }
    if (chosen.size === 0) break;
    for (const cell of chosen) states[cell] = more();
  }
  console.log(`${name}: ${sizes}: first ${times[0]}; last of ${times.length} ${times.at(-1)}`);
}

/** Times of the disclosure audit by the number of networks, and of a breakdown by many groups. */
export async function auditBench(): Promise<void> {
  const solve = await loadSolver();
  for (const networks of [12, 25, 50, 100, 250]) {
    await planned(`${networks} networks`, { networks, layers: 2, people: 5, fine: true }, solve);
  }
  await planned("15 groups", { networks: 10, layers: 15, people: 28, fine: false }, solve);
}
