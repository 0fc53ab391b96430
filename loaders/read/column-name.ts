import { BLANK_CHARACTERS } from "./blank.ts";

const blanks = new RegExp(`[${BLANK_CHARACTERS}]+`, "gu");

/** A header cell as it is shown: trimmed, line breaks and runs of white space made one space. */
export function tidyName(cell: string): string {
  return cell.replace(blanks, " ").trim();
}

/** The form in which column names are compared: tidy and in lower case. */
export function comparableName(cell: string): string {
  return tidyName(cell).normalize("NFC").toLowerCase();
}

/**
 * Makes the cells of a header row into column names that are filled in and unique.
 * A blank cell becomes `column 7` (its 1-based position); a repeat of `Notes` becomes `Notes (2)`.
 */
export function uniqueNames(header: readonly string[]): string[] {
  const given = new Set(header.map(comparableName));
  const used = new Set<string>();
  return header.map((cell, index) => {
    const tidy = tidyName(cell);
    const base = tidy === "" ? `column ${index + 1}` : tidy;
    let name = base;
    let number = 1;
    while (used.has(comparableName(name)) || (number > 1 && given.has(comparableName(name)))) {
      number += 1;
      name = `${base} (${number})`;
    }
    used.add(comparableName(name));
    return name;
  });
}
