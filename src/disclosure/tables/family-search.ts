import type { PeopleSets } from "./people-sets.ts";

/** Which families of sets without common people are looked for, around one set, the whole. */
export interface FamilyQuestion {
  readonly whole: number;
  readonly candidates: readonly number[];
  /** People of each candidate outside the whole, by set. */
  readonly outside: (set: number) => number;
  /** Lists of candidates; at least one of each list is in the family. */
  readonly requirements: readonly (readonly number[])[];
  /** A candidate that is in the family. */
  readonly taken?: number | undefined;
  /** Fewer people than this, and somebody: of the whole in none of the family, or of the family outside a whole all of which it holds. */
  readonly fewest: number;
  readonly left: "of the whole" | "of the parts";
  /** After so many steps the search gives up; all families of some ten sets take a few thousand. */
  readonly steps: number;
}

const MOST_REQUIREMENTS = 30;
const NO_COLUMNS = new Int32Array(0);

/**
 * Looks for a family of sets without common people that leaves few of a whole, by trying at each step the sets of the
 * person-holding column that fewest sets are left for.
 *
 * Complete, save that it gives up after many steps. One search serves many questions of the same sets.
 * Source: Knuth (2000), Dancing links (exact cover), here with a few people left uncovered.
 */
export class FamilySearch {
  readonly #sets: PeopleSets;
  readonly #isCandidate: Uint8Array;
  /** How often each set is ruled out. */
  readonly #ruledOut: Int32Array;
  /** Requirements that each set meets, as bits. */
  readonly #meets: Int32Array;
  readonly #inWhole: Uint8Array;
  /** Columns that are in a set of the family, or left out for good. */
  readonly #settled: Uint8Array;
  /** Sets that each column of the whole may still be covered by. */
  readonly #options: Int32Array;
  /** People who no set is left for, and people left out by choice. */
  #lost = 0;
  #leftOut = 0;
  /** People of the whole in no set of the family, and people of the family outside the whole. */
  #rest = 0;
  #excess = 0;
  #met = 0;
  #steps = 0;
  #required: FamilyQuestion["requirements"] = [];
  readonly #family: number[] = [];
  /** Requirements met before each set of the family, as bits. */
  readonly #metBefore: number[] = [];

  constructor(sets: PeopleSets) {
    this.#sets = sets;
    this.#isCandidate = new Uint8Array(sets.sets.length);
    this.#ruledOut = new Int32Array(sets.sets.length);
    this.#meets = new Int32Array(sets.sets.length);
    this.#inWhole = new Uint8Array(sets.counts.length);
    this.#settled = new Uint8Array(sets.counts.length);
    this.#options = new Int32Array(sets.counts.length);
  }

  /** A family; undefined where there is none, `given up` where that is not known. */
  find(question: FamilyQuestion): readonly number[] | "given up" | undefined {
    const { whole, candidates, requirements, taken } = question;
    if (requirements.some((list) => list.length === 0)) return undefined;
    const columns = this.#columnsOf(whole);
    for (const column of columns) this.#inWhole[column] = 1;
    for (const set of candidates) {
      this.#isCandidate[set] = 1;
      for (const column of this.#columnsOf(set)) {
        if (this.#inWhole[column] === 1) this.#options[column] = (this.#options[column] ?? 0) + 1;
      }
    }
    this.#required = requirements.slice(0, MOST_REQUIREMENTS);
    for (const [bit, list] of this.#required.entries()) {
      for (const set of list) this.#meets[set] = (this.#meets[set] ?? 0) | (1 << bit);
    }
    for (const column of columns) {
      if (this.#options[column] === 0) this.#lost += this.#sets.counts[column] ?? 0;
    }
    this.#rest = this.#sets.sets[whole]?.people ?? 0;
    if (taken !== undefined) this.#take(taken, question);
    const found = this.#search(question);
    const family = found ? [...this.#family] : this.#steps > question.steps ? "given up" : undefined;
    this.#clear(question);
    return family;
  }

  #columnsOf(set: number): Int32Array {
    return this.#sets.sets[set]?.columns ?? NO_COLUMNS;
  }

  #clear({ whole, candidates }: FamilyQuestion): void {
    for (const column of this.#columnsOf(whole)) this.#clearColumn(column);
    for (const set of candidates) {
      this.#isCandidate[set] = 0;
      this.#ruledOut[set] = 0;
      this.#meets[set] = 0;
      for (const column of this.#columnsOf(set)) this.#clearColumn(column);
    }
    this.#lost = this.#leftOut = this.#rest = this.#excess = this.#met = this.#steps = 0;
    this.#family.length = 0;
    this.#metBefore.length = 0;
  }

  #clearColumn(column: number): void {
    this.#inWhole[column] = 0;
    this.#settled[column] = 0;
    this.#options[column] = 0;
  }

  #search(question: FamilyQuestion): boolean {
    const { whole, fewest, left, steps } = question;
    if (this.#steps > steps) return false;
    if (left === "of the whole" && this.#rest > 0 && this.#rest < fewest) return true;
    if (this.#lost + this.#leftOut >= (left === "of the whole" ? fewest : 1)) return false;
    const required = this.#scarcest();
    if (required !== undefined) return this.#oneOf(required, question);
    if (this.#rest === 0) return left === "of the parts" && this.#excess > 0;
    const column = this.#hardest(whole);
    if (column === undefined) return false;
    const { from, at, counts } = this.#sets;
    const options: number[] = [];
    for (let place = from[column] ?? 0; place < (from[column + 1] ?? 0); place++) {
      const set = at[place] ?? 0;
      if (this.#isFree(set)) options.push(set);
    }
    for (const set of options) {
      if (this.#take(set, question) && this.#search(question)) return true;
      if (this.#steps > question.steps) return false;
      this.#putBack(set, question);
    }
    const people = counts[column] ?? 0;
    if (left === "of the parts" || this.#lost + this.#leftOut + people >= fewest) return false;
    this.#leftOut += people;
    const own = Int32Array.of(column);
    this.#settle(own);
    if (this.#search(question)) return true;
    if (this.#steps > question.steps) return false;
    this.#unsettle(own);
    this.#leftOut -= people;
    return false;
  }

  /** Tries each of a list, without those tried before it. */
  #oneOf(list: readonly number[], question: FamilyQuestion): boolean {
    const tried: number[] = [];
    for (const set of list) {
      if (!this.#isFree(set)) continue;
      if (this.#take(set, question) && this.#search(question)) return true;
      if (this.#steps > question.steps) return false;
      this.#putBack(set, question);
      this.#ruleOut(set);
      tried.push(set);
    }
    for (const set of tried) this.#allow(set);
    return false;
  }

  #isFree(set: number): boolean {
    return this.#isCandidate[set] === 1 && this.#ruledOut[set] === 0;
  }

  /** Of the requirements not met the one with the fewest sets left. */
  #scarcest(): readonly number[] | undefined {
    let scarcest: readonly number[] | undefined;
    let fewest = Number.POSITIVE_INFINITY;
    for (let bit = 0; bit < this.#required.length; bit++) {
      const list = this.#required[bit] ?? [];
      if ((this.#met & (1 << bit)) !== 0) continue;
      let free = 0;
      for (const set of list) if (this.#isFree(set)) free++;
      this.#steps += list.length;
      if (free >= fewest) continue;
      scarcest = list;
      fewest = free;
    }
    return scarcest;
  }

  /** Of the columns not settled the one with the fewest sets left, but some. */
  #hardest(whole: number): number | undefined {
    let hardest: number | undefined;
    let fewest = Number.POSITIVE_INFINITY;
    const columns = this.#columnsOf(whole);
    this.#steps += columns.length;
    for (const column of columns) {
      const options = this.#options[column] ?? 0;
      if (this.#settled[column] === 1 || options === 0 || options >= fewest) continue;
      hardest = column;
      fewest = options;
      if (options === 1) break;
    }
    return hardest;
  }

  /** Adds a set to the family; false where too many outside the whole are in it now. */
  #take(set: number, { outside, fewest }: FamilyQuestion): boolean {
    const beyond = outside(set);
    this.#family.push(set);
    this.#excess += beyond;
    this.#rest -= (this.#sets.sets[set]?.people ?? 0) - beyond;
    this.#metBefore.push(this.#met);
    this.#met |= this.#meets[set] ?? 0;
    this.#settle(this.#columnsOf(set));
    return this.#excess < fewest;
  }

  #putBack(set: number, { outside }: FamilyQuestion): void {
    const beyond = outside(set);
    this.#unsettle(this.#columnsOf(set));
    this.#met = this.#metBefore.pop() ?? 0;
    this.#rest += (this.#sets.sets[set]?.people ?? 0) - beyond;
    this.#excess -= beyond;
    this.#family.pop();
  }

  #settle(columns: Int32Array): void {
    const { from, at } = this.#sets;
    const length = columns.length;
    for (let index = 0; index < length; index++) this.#settled[columns[index] ?? 0] = 1;
    for (let index = 0; index < length; index++) {
      const column = columns[index] ?? 0;
      const end = from[column + 1] ?? 0;
      for (let place = from[column] ?? 0; place < end; place++) {
        const set = at[place] ?? 0;
        if (this.#isCandidate[set] === 1) this.#ruleOut(set);
      }
    }
  }

  #unsettle(columns: Int32Array): void {
    const { from, at } = this.#sets;
    const length = columns.length;
    for (let index = 0; index < length; index++) {
      const column = columns[index] ?? 0;
      const end = from[column + 1] ?? 0;
      for (let place = from[column] ?? 0; place < end; place++) {
        const set = at[place] ?? 0;
        if (this.#isCandidate[set] === 1) this.#allow(set);
      }
    }
    for (let index = 0; index < length; index++) this.#settled[columns[index] ?? 0] = 0;
  }

  #ruleOut(set: number): void {
    const times = this.#ruledOut[set] ?? 0;
    this.#ruledOut[set] = times + 1;
    if (times > 0) return;
    const columns = this.#columnsOf(set);
    const length = columns.length;
    this.#steps += length;
    for (let index = 0; index < length; index++) {
      const column = columns[index] ?? 0;
      if (this.#inWhole[column] === 0) continue;
      const options = (this.#options[column] ?? 0) - 1;
      this.#options[column] = options;
      if (options === 0 && this.#settled[column] === 0) this.#lost += this.#sets.counts[column] ?? 0;
    }
  }

  #allow(set: number): void {
    const times = (this.#ruledOut[set] ?? 0) - 1;
    this.#ruledOut[set] = times;
    if (times > 0) return;
    const columns = this.#columnsOf(set);
    const length = columns.length;
    this.#steps += length;
    for (let index = 0; index < length; index++) {
      const column = columns[index] ?? 0;
      if (this.#inWhole[column] === 0) continue;
      const options = this.#options[column] ?? 0;
      if (options === 0 && this.#settled[column] === 0) this.#lost -= this.#sets.counts[column] ?? 0;
      this.#options[column] = options + 1;
    }
  }
}
