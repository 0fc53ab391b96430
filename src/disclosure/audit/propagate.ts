/** A sum of multiples of counts, by index, that lies within bounds. */
export interface Relation {
  readonly counts: readonly number[];
  readonly times: readonly number[];
  readonly lower: number;
  readonly upper: number;
}

/** A relation may be looked at so often before what follows from it is left to the solver. */
const MOST_VISITS = 200;

/** One end of what a count may be, narrowed by a relation. */
export interface Narrowing {
  readonly count: number;
  readonly end: "lower" | "upper";
  readonly relation: number;
}

/** The least and the most of each count. */
export interface CountBounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** What follows for each count; `settled`: nothing more follows from any one relation. */
export interface Propagated extends CountBounds {
  /** What was narrowed and by which relation, in order. */
  readonly history: readonly Narrowing[];
  readonly contradiction: boolean;
  readonly settled: boolean;
}

/**
 * Narrows counts, whole numbers, until no relation alone narrows any further.
 *
 * Each count is what its relation leaves of the bounds after the least and the most of the others. The bounds hold
 * always; they are the very least and most where the relations form a tree.
 * Source: Dechter (2003), Constraint Processing, chapter 3 (bounds and arc consistency; trees).
 */
export function propagate(
  start: CountBounds,
  relations: readonly Relation[],
  users = relationsByCount(start.lower.length, relations),
): Propagated {
  const lower = start.lower.map(Math.ceil);
  const upper = start.upper.map(Math.floor);
  const visits = new Int32Array(relations.length);
  const history: Narrowing[] = [];
  let settled = true;
  let contradiction = lower.some((least, index) => least > (upper[index] ?? 0));
  const waiting = new Uint8Array(relations.length).fill(1);
  let queue = relations.map((_, index) => index);
  while (queue.length > 0 && !contradiction) {
    const next: number[] = [];
    const wake = (relation: number): void => {
      if (waiting[relation] === 0) next.push(relation);
      waiting[relation] = 1;
    };
    for (const index of queue) {
      waiting[index] = 0;
      const relation = relations[index];
      if (relation === undefined) continue;
      visits[index] = (visits[index] ?? 0) + 1;
      if ((visits[index] ?? 0) > MOST_VISITS) {
        settled = false;
        continue;
      }
      const before = history.length;
      contradiction = !narrow(relation, index, lower, upper, history);
      if (contradiction) break;
      for (let at = before; at < history.length; at++) {
        for (const user of users[history[at]?.count ?? -1] ?? []) wake(user);
      }
    }
    queue = next;
  }
  return { lower, upper, history, contradiction, settled };
}

/** The relations, by index, that each count stands in. */
export function relationsByCount(
  counts: number,
  relations: readonly Relation[],
): readonly (readonly number[])[] {
  const users: number[][] = Array.from({ length: counts }, () => []);
  for (const [index, relation] of relations.entries()) {
    for (const count of relation.counts) users[count]?.push(index);
  }
  return users;
}

/** Narrows the counts of a relation and notes how; false: no numbers fit it. */
function narrow(
  bounds: Relation,
  relation: number,
  lower: Float64Array,
  upper: Float64Array,
  history: Narrowing[],
): boolean {
  const { counts, times } = bounds;
  // The sums of the least and of the most, infinite ones counted apart so that they can be taken out again.
  let least = 0;
  let most = 0;
  let openBelow = 0;
  let openAbove = 0;
  for (let index = 0; index < counts.length; index++) {
    const by = times[index] ?? 0;
    const count = counts[index] ?? 0;
    const low = leastOf(by, lower[count] ?? 0, upper[count] ?? 0);
    const high = leastOf(by, upper[count] ?? 0, lower[count] ?? 0);
    if (Number.isFinite(low)) least += low;
    else openBelow++;
    if (Number.isFinite(high)) most += high;
    else openAbove++;
  }
  for (let index = 0; index < counts.length; index++) {
    const count = counts[index] ?? 0;
    const by = times[index] ?? 0;
    const oldFrom = lower[count] ?? 0;
    const oldTo = upper[count] ?? 0;
    const low = leastOf(by, oldFrom, oldTo);
    const high = leastOf(by, oldTo, oldFrom);
    const lowOpen = !Number.isFinite(low);
    const highOpen = !Number.isFinite(high);
    const highest =
      openBelow - (lowOpen ? 1 : 0) > 0 ? Infinity : bounds.upper - (least - (lowOpen ? 0 : low));
    const lowest =
      openAbove - (highOpen ? 1 : 0) > 0 ? -Infinity : bounds.lower - (most - (highOpen ? 0 : high));
    const from = Math.ceil((by > 0 ? lowest : highest) / by - 1e-9);
    const to = Math.floor((by > 0 ? highest : lowest) / by + 1e-9);
    if (from <= oldFrom && to >= oldTo) continue;
    const newFrom = Math.max(from, oldFrom);
    const newTo = Math.min(to, oldTo);
    if (newFrom > newTo) return false;
    lower[count] = newFrom;
    upper[count] = newTo;
    if (newFrom > oldFrom) history.push({ count, end: "lower", relation });
    if (newTo < oldTo) history.push({ count, end: "upper", relation });
    const newLow = leastOf(by, newFrom, newTo);
    const newHigh = leastOf(by, newTo, newFrom);
    if (lowOpen !== !Number.isFinite(newLow)) openBelow--;
    if (highOpen !== !Number.isFinite(newHigh)) openAbove--;
    least += (Number.isFinite(newLow) ? newLow : 0) - (lowOpen ? 0 : low);
    most += (Number.isFinite(newHigh) ? newHigh : 0) - (highOpen ? 0 : high);
  }
  return true;
}

/** The least of so many times a count that goes from one number to another; with these turned, the most. */
const leastOf = (times: number, from: number, to: number): number => times * (times > 0 ? from : to);
