import type { FeasibleIntegers } from "./audit/bound-table.ts";

/**
 * In how many whole numbers a withheld count must remain possible for a reader who works everything out: one withheld
 * for its own sake, and one withheld for the sake of others. A choice of this project.
 */
export const CRITERION: FeasibleIntegers = { primary: 4, complementary: 5 };
