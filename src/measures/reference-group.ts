/** Said of the group that all others of a characteristic are set beside. */
export const REFERENCE_NOTE = "The reference group: the largest one. The others are set beside it.";

const CLEAR = "Clear, also after allowing for";

/** Said of a difference that stands after allowing for so many comparisons: Holm's way, or Bonferroni's where there is no p. */
export const clearNote = (comparisons: number): string =>
  `${CLEAR} ${comparisons} ${comparisons === 1 ? "comparison" : "comparisons"}.`;

/** Whether the note of a released figure says that its difference is clear. */
export const isClearNote = (note: string): boolean => note.includes(CLEAR);

const UNKNOWN = new Set(["not_known", "not_stated", "suppressed", "X"]);

/** Whether a category says nothing about a person: shown, never compared. */
export const isUnknownGroup = (category: string): boolean => UNKNOWN.has(category);

/** The group with most referrals, the first by name where several are as large; undefined without any. */
export function largestGroup(referrals: ReadonlyMap<string, number>): string | undefined {
  const known = [...referrals].filter(([group, count]) => !isUnknownGroup(group) && count > 0);
  return known.sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0];
}
