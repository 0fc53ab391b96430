/**
 * Figures that have not been through disclosure control. They cannot be written out by accident:
 * turning one into JSON or text throws, and only this folder can open one.
 */
export class Unreleased<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  /** For `src/disclosure` and for known-answer tests only; a test of the module boundaries holds it to that. */
  static open<T>(sealed: Unreleased<T>): T {
    return sealed.#value;
  }

  /** Leaves some figures out, still sealed. */
  static filter<T>(sealed: Unreleased<readonly T[]>, keep: (item: T) => boolean): Unreleased<readonly T[]> {
    return new Unreleased(sealed.#value.filter(keep));
  }

  /** Two lists one after the other, still sealed. */
  static both<T>(one: Unreleased<readonly T[]>, other: Unreleased<readonly T[]>): Unreleased<readonly T[]> {
    return new Unreleased([...one.#value, ...other.#value]);
  }

  toJSON(): never {
    throw new TypeError(
      "Unreleased figures must not be written out. Put them through disclosure control first.",
    );
  }

  toString(): never {
    return this.toJSON();
  }
}

const token = Symbol("released");

/** Figures that went through disclosure control: the only thing that may leave the machine. */
export class Released<T> {
  readonly value: T;
  /** Keeps `Released` nominal: nothing else has this shape. */
  readonly #released = true;

  private constructor(value: T, proof: symbol) {
    if (proof !== token) throw new TypeError("Only disclosure control can release figures.");
    this.value = value;
  }

  /** Marks figures as released. For `src/disclosure` only; a test of the module boundaries holds it to that. */
  static mark<T>(value: T): Released<T> {
    return new Released(value, token);
  }

  /** What is made from released figures alone is released too. */
  map<U>(make: (value: T) => U): Released<U> {
    return new Released(make(this.value), token);
  }

  /** Tells a released value from anything cast to look like one. */
  static is(value: unknown): boolean {
    return typeof value === "object" && value !== null && #released in value;
  }
}
