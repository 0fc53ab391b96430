const COLLATOR = new Intl.Collator("en-GB", { numeric: true });

/** Order of two texts by the alphabet, numbers within them by size: made once, since a thousand names take ten thousand comparisons. */
export function byText(a: string, b: string): number {
  return COLLATOR.compare(a, b);
}
