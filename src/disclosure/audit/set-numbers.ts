/** Numbers distinct sets of whole numbers, each in order, from 0 as they are met. */
export class SetNumbers {
  /** The sets by number. */
  readonly sets: (readonly number[])[] = [];
  readonly #alike = new Map<number, number[]>();

  /** The number of a set, new or known. */
  of(set: readonly number[]): number {
    const key = mixOf(set);
    const alike = this.#alike.get(key);
    if (alike === undefined) {
      this.#alike.set(key, [this.sets.length]);
      return this.sets.push(set) - 1;
    }
    for (const number of alike) if (areEqual(this.sets[number] ?? [], set)) return number;
    alike.push(this.sets.length);
    return this.sets.push(set) - 1;
  }
}

/** A number that equal sets have in common, and different ones seldom. Source: Fowler, Noll and Vo, hash FNV-1a. */
function mixOf(set: readonly number[]): number {
  let mix = 2_166_136_261;
  for (const one of set) mix = Math.imul(mix ^ one, 16_777_619);
  return mix ^ set.length;
}

function areEqual(one: readonly number[], other: readonly number[]): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
