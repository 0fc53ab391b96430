import type { Narrowing, Relation } from "./propagate.ts";

/** One end of what a count may be. */
interface End {
  readonly count: number;
  readonly end: Narrowing["end"];
}

/** Tells from which counts, as they were known at the start, the ends of others follow. */
export class NarrowingProof {
  readonly #relations: readonly Relation[];
  readonly #history: readonly Narrowing[];
  #timesOnce: ReturnType<typeof timesOf> | undefined;

  constructor(relations: readonly Relation[], history: readonly Narrowing[]) {
    this.#relations = relations;
    this.#history = history;
  }

  /** When each end was narrowed; worked out only where it is asked for. */
  get #times(): ReturnType<typeof timesOf> {
    this.#timesOnce ??= timesOf(this.#history);
    return this.#timesOnce;
  }

  /** The counts behind an end, those that took the fewest relations first. */
  countsBehind(count: number, end: Narrowing["end"]): readonly number[] {
    const found = new Set<number>();
    const seen = new Set<number>();
    const queue: { readonly end: End; readonly before: number }[] = [];
    const add = (next: End, before: number): void => {
      const time = this.#lastBefore(next, before);
      const key = time === -1 ? -1 - endNumber(next) : time;
      if (seen.has(key)) return;
      seen.add(key);
      if (time === -1) found.add(next.count);
      else queue.push({ end: next, before: time });
    };
    add({ count, end }, Number.POSITIVE_INFINITY);
    for (const { end: narrowed, before } of queue) {
      const relation = this.#relations[this.#history[before]?.relation ?? -1];
      if (relation !== undefined) for (const other of endsBehind(relation, narrowed)) add(other, before);
    }
    return [...found];
  }

  #lastBefore(end: End, before: number): number {
    const { last, previous } = this.#times;
    let time = last.get(endNumber(end)) ?? -1;
    while (time >= before) time = previous[time] ?? -1;
    return time;
  }
}

const endNumber = ({ count, end }: End): number => 2 * count + (end === "lower" ? 0 : 1);

/** The last time that each end was narrowed, and the time before each; −1: none. */
function timesOf(history: readonly Narrowing[]) {
  const last = new Map<number, number>();
  const previous = new Int32Array(history.length);
  for (const [time, narrowing] of history.entries()) {
    const end = endNumber(narrowing);
    previous[time] = last.get(end) ?? -1;
    last.set(end, time);
  }
  return { last, previous };
}

/** The ends of the other counts that give a count's end: what is left of the most, or the least, of them. */
function endsBehind({ counts, times }: Relation, { count, end }: End): readonly End[] {
  const own = times[counts.indexOf(count)] ?? 1;
  return counts.flatMap((other, at): readonly End[] =>
    other === count
      ? []
      : [{ count: other, end: (times[at] ?? 1) * own > 0 === (end === "lower") ? "upper" : "lower" }],
  );
}
