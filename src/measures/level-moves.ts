/** Levels risen in a category of `baseline_level*follow_up_level`; below 0 for levels fallen. */
export function levelRise(category: string): number {
  const [before = "", after = ""] = category.split("*");
  return Number(after) - Number(before);
}

/** The shares of people whose second level was higher, the same or lower, and the rises that they count. */
export const levelMoves = {
  share_level_up: (rise: number) => rise > 0,
  share_level_same: (rise: number) => rise === 0,
  share_level_down: (rise: number) => rise < 0,
} as const satisfies Readonly<Record<string, (rise: number) => boolean>>;
