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

  /** When each end was narrowed, by count; worked out only where it is asked for. */
  get #times(): ReturnType<typeof timesOf> {
    this.#timesOnce ??= timesOf(this.#history);
    return this.#timesOnce;
  }

  /** The counts behind an end, those that took the fewest relations first. */
  countsBehind(count: number, end: Narrowing["end"]): readonly number[] {
    const found = new Set<number>();
    const seen = new Set<string>();
    const queue: { readonly end: End; readonly before: number }[] = [];
    const add = (next: End, before: number): void => {
      const time = this.#lastBefore(next, before);
      const key = `${next.count} ${next.end} ${time}`;
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

  #lastBefore({ count, end }: End, before: number): number {
    const times = this.#times[end].get(count) ?? [];
    let at = times.length - 1;
    while (at >= 0 && (times[at] ?? 0) >= before) at--;
    return times[at] ?? -1;
  }
}

function timesOf(history: readonly Narrowing[]) {
  const times = { lower: new Map<number, number[]>(), upper: new Map<number, number[]>() };
  for (const [time, { count, end }] of history.entries()) {
    const own = times[end].get(count);
    if (own === undefined) times[end].set(count, [time]);
    else own.push(time);
  }
  return times;
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
