import { isBlank } from "./blank.ts";
import { comparableName, tidyName } from "./column-name.ts";

/**
 * Joins the rows of a header: `PAM` above `Baseline` is `PAM Baseline`. A blank cell above a filled one takes the text
 * to its left, as merged cells are exported; unless the lower text alone is a name that is looked for.
 *
 * @param wanted names that are looked for, in comparable form
 */
export function joinLevels(levels: readonly (readonly string[])[], wanted: ReadonlySet<string>): string[] {
  const [only] = levels;
  if (levels.length === 1 && only !== undefined) return [...only];
  const width = Math.max(0, ...levels.map((level) => level.length));
  const spread = levels.map((level, depth) =>
    depth === levels.length - 1 ? level : spreadRight(level, width),
  );
  return Array.from({ length: width }, (_, column) => {
    const own = joined(levels, column);
    if (wanted.has(comparableName(own))) return own;
    // A name that stands on the upper row alone spans the rows, not the columns beside it.
    const below = levels.slice(1).some((level) => !isBlank(level[column] ?? ""));
    return below ? joined(spread, column) : own;
  });
}

function joined(levels: readonly (readonly string[])[], column: number): string {
  return levels
    .map((level) => tidyName(level[column] ?? ""))
    .filter((text) => text !== "")
    .join(" ");
}

function spreadRight(level: readonly string[], width: number): string[] {
  let left = "";
  return Array.from({ length: width }, (_, column) => {
    const cell = level[column] ?? "";
    if (!isBlank(cell)) left = cell;
    return left;
  });
}
