/**
 * Characters that make a cell look empty: the white space of ECMAScript, and the zero-width space.
 * Written out so that SQL and TypeScript hold the same view of what is blank.
 */
export const BLANK_CHARACTERS =
  "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b" +
  "\u2028\u2029\u202f\u205f\u3000\ufeff";

const notBlank = new RegExp(`[^${BLANK_CHARACTERS}]`, "u");

/** Whether a cell is empty or holds nothing but white space. */
export function isBlank(cell: string): boolean {
  return cell === "" || !notBlank.test(cell);
}
