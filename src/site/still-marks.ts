/** Marks that components number as they are made; the running page numbers its own from 1. */
const NUMBERED = /^(term|hatch|weave|clip|plot-[a-z-]+)-\d+$/;

/** Names of the numbered marks of one still page: from 1 again for each kind, whatever was drawn before the page. */
export class StillMarks {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** The name of a mark on the page: a new one for a numbered mark not seen before, any other id as it is. */
  nameOf(id: string): string {
    const [, kind] = NUMBERED.exec(id) ?? [];
    if (kind === undefined) return id;
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const name = `still-${kind}-${count}`;
    this.#names.set(id, name);
    return name;
  }
}
