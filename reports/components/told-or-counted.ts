/** Names that a sentence tells one by one: more would be a pile that nobody reads. */
const TOLD = 8;

/** Up to eight names with their figures, one after the other, else `43 services` and where they can be seen. */
export const toldOrCounted = (names: readonly string[], many: string, seen: string): string =>
  names.length > TOLD ? `${names.length.toLocaleString("en-GB")} ${many}, ${seen}` : names.join("; ");

/** Whether so many names are told one by one. */
export const isTold = (names: number): boolean => names <= TOLD;
