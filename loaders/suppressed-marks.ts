import type { FieldMapping, Profile } from "../src/model/profile.ts";

const NUMBERS: readonly (FieldMapping["type"] | undefined)[] = [
  "integer",
  "decimal",
  "hours",
  "score",
  "suppressed",
];
/** Small counts are withheld below a bound that publishers choose. */
const BOUNDS = Array.from({ length: 20 }, (_, index) => index + 1);

/** Signs that publishers of statistics put in place of a number that is withheld, in lower case. */
const MARKS: readonly string[] = [
  ...["*", "**", ":", "..", "c", "x", "[c]", "[x]", "[low]", "[*]", "(c)", "suppressed"],
  ...BOUNDS.flatMap((bound) => ["<", "< ", "≤", "≤ ", "<="].map((sign) => `${sign}${bound}`)),
];

/**
 * Texts of a field that mean "suppressed by the publisher": the profile's. Where it names none and its rows are not about
 * persons, they are published figures, and a field of numbers has the usual signs; `c` in a column of texts never has a meaning of its own.
 */
export function suppressedMarks(
  profile: Pick<Profile, "suppressed" | "person">,
  type: FieldMapping["type"] | undefined,
): readonly string[] {
  if (profile.suppressed.length > 0 || profile.person !== undefined) return profile.suppressed;
  return NUMBERS.includes(type) ? MARKS : [];
}
