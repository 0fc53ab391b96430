import { FamilySearch } from "./family-search.ts";
import type { PeopleSet, PeopleSets } from "./people-sets.ts";
import { byKind, peopleOf, type SetRelations, setRelations } from "./set-relations.ts";

/** A set less others in it, or others less a set in them, with somebody left but too few. Sets by index. */
export interface SetRemainder {
  readonly whole: number;
  readonly parts: readonly number[];
  readonly people: number;
  /** Whose people are left: those of the whole in no part, or those of the parts outside the whole. */
  readonly left: "of the whole" | "of the parts";
}

/** More steps of a search are given up; all families of some ten sets take a few thousand. */
const MOST_STEPS = 30_000;
/** So many sets are tried as the first of a family where the search gave up. */
const MOST_FIRST = 20;

const [NOT_KNOWN, NO, YES] = [0, 1, 2];

/** Looks for sets that leave too few people when sets of which something is told are taken away. */
export class SetRemainders {
  readonly #sets: readonly PeopleSet[];
  readonly #fewest: number;
  readonly #relations: SetRelations;
  readonly #search: FamilySearch;
  /** Sets of which nothing is told any more. */
  readonly #withheld: Uint8Array;
  /** Whether each withheld set would leave too few itself, were it shown: not known, no, or yes. */
  readonly #wouldLeave: Uint8Array;
  #gaveUp = false;
  /** By column, while it is made: the part of a whole that it is in, from 1. */
  readonly #owner: Int32Array;
  readonly #taken: Uint8Array;

  constructor(sets: PeopleSets, fewest: number) {
    this.#sets = sets.sets;
    this.#fewest = fewest;
    this.#relations = setRelations(sets, fewest);
    this.#search = new FamilySearch(sets);
    this.#withheld = new Uint8Array(sets.sets.length);
    this.#wouldLeave = new Uint8Array(sets.sets.length);
    this.#owner = new Int32Array(sets.counts.length);
    this.#taken = new Uint8Array(sets.counts.length);
  }

  isWithheld(set: number): boolean {
    return this.#withheld[set] === 1;
  }

  withhold(set: number, withheld: boolean): void {
    this.#withheld[set] = withheld ? 1 : 0;
    const touched = [set, ...this.around(set), ...(this.#relations.inside[set] ?? [])];
    for (const other of touched) this.#wouldLeave[other] = NOT_KNOWN;
  }

  /** The sets of which a remainder may have this one as a part. */
  around(set: number): readonly number[] {
    return this.#relations.around[set] ?? [];
  }

  /** Some of what is left around a whole, if anything is; nothing where the whole is withheld. */
  of(whole: number): readonly SetRemainder[] {
    return this.isWithheld(whole) ? [] : this.#leftOf(whole);
  }

  #leftOf(whole: number): readonly SetRemainder[] {
    const { people } = this.#set(whole);
    if (people < this.#fewest) return [{ whole, parts: [], people, left: "of the whole" }];
    const inside = this.#shown(this.#relations.inside[whole] ?? []);
    const found: SetRemainder[] = [];
    for (const part of inside) {
      const left = people - this.#set(part).people;
      if (left > 0 && left < this.#fewest) {
        found.push({ whole, parts: [part], people: left, left: "of the whole" });
      }
    }
    for (const parts of byKind(inside, this.#sets)) {
      if (parts.length > 1) found.push(...one(this.#remainder(whole, parts)));
    }
    return found.length > 0 ? found : one(this.#mixture(whole, inside) ?? this.#covering(whole, inside));
  }

  /** One remainder that a set takes part in, where no other set leaves too few; undefined where none is found. */
  withSet(set: number): SetRemainder | undefined {
    const [own] = this.of(set);
    // What a set that is made up of others leaves, these leave without it.
    if (own !== undefined || this.#isMadeUp(set)) return own;
    for (const whole of this.#shown(this.around(set))) {
      const inside = this.#shown(this.#relations.inside[whole] ?? []);
      const found =
        (this.#relations.near[whole]?.has(set) === true
          ? undefined
          : (this.#remainder(whole, [set]) ??
            byKind(inside, this.#sets)
              .filter((parts) => parts.length > 1 && parts.includes(set))
              .flatMap((parts) => one(this.#remainder(whole, parts)))[0] ??
            this.#mixture(whole, inside, set))) ?? this.#covering(whole, inside, set);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #set(set: number): PeopleSet {
    const found = this.#sets[set];
    if (found === undefined) throw new RangeError(`There is no set ${set}.`);
    return found;
  }

  #shown(some: readonly number[]): readonly number[] {
    return some.filter((set) => this.#withheld[set] === 0);
  }

  #isMadeUp(whole: number): boolean {
    return (this.#relations.partitions[whole] ?? []).some((parts) =>
      parts.every((part) => this.#withheld[part] === 0),
    );
  }

  /** All of a set is in a whole, which holds few besides. */
  #isBarelyIn(set: number, whole: number): boolean {
    const besides = this.#set(whole).people - this.#set(set).people;
    return besides < this.#fewest && this.#relations.near[whole]?.has(set) !== true;
  }

  #leavesNone(withheld: number): boolean {
    if (this.#wouldLeave[withheld] === NOT_KNOWN) {
      const before = this.#gaveUp;
      this.#gaveUp = false;
      const isNone =
        this.#shown(this.around(withheld)).every((whole) => !this.#isBarelyIn(withheld, whole)) &&
        this.#leftOf(withheld).length === 0 &&
        !this.#gaveUp;
      this.#wouldLeave[withheld] = isNone ? NO : YES;
      this.#gaveUp = before;
    }
    return this.#wouldLeave[withheld] === NO;
  }

  /** Sets that are not made up of others: a family with one that is leaves as much with these in its place. */
  #simple(some: readonly number[]): readonly number[] {
    return some.filter((set) => !this.#isMadeUp(set));
  }

  #remainder(whole: number, parts: readonly number[]): SetRemainder | undefined {
    const people = this.#set(whole).people - peopleOf(parts, this.#sets);
    return people > 0 && people < this.#fewest ? { whole, parts, people, left: "of the whole" } : undefined;
  }

  /** Parts of several kinds that leave few of a whole. */
  #mixture(whole: number, inside: readonly number[], taken?: number): SetRemainder | undefined {
    const candidates = this.#simple(inside);
    const family = this.#search.find({
      whole,
      candidates,
      outside: () => 0,
      requirements: this.#crossings(whole, candidates),
      taken,
      fewest: this.#fewest,
      left: "of the whole",
      steps: MOST_STEPS,
    });
    if (family === undefined) return undefined;
    if (family !== "given up") return this.#remainder(whole, family);
    this.#gaveUp = true;
    return taken === undefined ? this.#filled(whole, inside) : undefined;
  }

  /** Parts that hold all of a whole, and few besides. */
  #covering(whole: number, inside: readonly number[], taken?: number): SetRemainder | undefined {
    const beyond = this.#relations.near[whole] ?? new Map<number, number>();
    const near = this.#simple(this.#shown([...beyond.keys()]));
    if (near.length === 0) return undefined;
    const candidates = [...this.#simple(inside), ...near];
    const family = this.#search.find({
      whole,
      candidates,
      outside: (set) => beyond.get(set) ?? 0,
      requirements: [near, ...this.#crossings(whole, candidates)],
      taken,
      fewest: this.#fewest,
      left: "of the parts",
      steps: MOST_STEPS,
    });
    if (family === "given up") this.#gaveUp = true;
    if (family === undefined || family === "given up") return undefined;
    const people = peopleOf(family, this.#sets) - this.#set(whole).people;
    return { whole, parts: family, people, left: "of the parts" };
  }

  /**
   * For each way in which the whole is made up of parts, the candidates that reach across several of these: what a
   * family without any of them leaves, it leaves of one of the parts already. Withheld parts count where nothing is left
   * of them.
   */
  #crossings(whole: number, candidates: readonly number[]): readonly (readonly number[])[] {
    const partitions = (this.#relations.partitions[whole] ?? []).filter((parts) =>
      parts.every((part) => this.#withheld[part] === 0 || this.#leavesNone(part)),
    );
    return partitions.map((parts) => {
      for (const part of parts) for (const column of this.#set(part).columns) this.#owner[column] = part + 1;
      const crossing = candidates.filter((set) => this.#isCrossing(set));
      for (const column of this.#set(whole).columns) this.#owner[column] = 0;
      return crossing;
    });
  }

  #isCrossing(set: number): boolean {
    const { columns } = this.#set(set);
    let first = 0;
    for (let index = 0; index < columns.length; index++) {
      const owner = this.#owner[columns[index] ?? 0] ?? 0;
      if (owner === 0) continue;
      if (first === 0) first = owner;
      else if (first !== owner) return true;
    }
    return false;
  }

  /** Where there are too many families to try: some, each begun with a kind or a set and filled with the largest that fit. */
  #filled(whole: number, inside: readonly number[]): SetRemainder | undefined {
    const largest = [...inside].sort((a, b) => this.#set(b).people - this.#set(a).people || a - b);
    const starts = [...byKind(inside, this.#sets), ...largest.slice(0, MOST_FIRST).map((set) => [set])];
    for (const start of starts) {
      const family: number[] = [];
      let open = this.#set(whole).people;
      // Every set holds somebody, so that none fits beside a family that holds everybody.
      for (let at = 0; at < start.length + largest.length && open > 0; at++) {
        const set = (at < start.length ? start[at] : largest[at - start.length]) ?? 0;
        const { columns, people } = this.#set(set);
        if (!this.#isApart(columns)) continue;
        for (let index = 0; index < columns.length; index++) this.#taken[columns[index] ?? 0] = 1;
        family.push(set);
        open -= people;
      }
      for (const set of family) for (const column of this.#set(set).columns) this.#taken[column] = 0;
      const found = this.#remainder(whole, family);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #isApart(columns: Int32Array): boolean {
    for (let index = 0; index < columns.length; index++) {
      if (this.#taken[columns[index] ?? 0] === 1) return false;
    }
    return true;
  }
}

const one = <T>(found: T | undefined): readonly T[] => (found === undefined ? [] : [found]);
