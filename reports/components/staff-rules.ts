import type { Catalogue } from "../../src/release/catalogue.ts";

const PARTS: Readonly<Record<number, string>> = { 2: "halves", 5: "fifths" };

/** Of how many staff a figure is shown, as a sentence with a space behind it; "" where nothing is withheld. */
export function staffShownFrom({ policy }: Catalogue): string {
  return policy.staff_from === 0
    ? ""
    : `Figures of staff are shown where ${policy.staff_from} or more staff, and ${policy.staff_answers_from} or more answers, are behind them. `;
}

/** The same for shares of staff, which are shown as ranges. */
export function staffRanges({ policy }: Catalogue): string {
  if (policy.staff_from === 0) return "";
  const ranges = policy.staff_bands.map(({ from, parts }, index, all) => {
    const above = all[index - 1];
    const span = above === undefined ? `${from} staff` : `${from} to ${above.from - 1}`;
    return `${PARTS[parts] ?? `${parts} bands`} from ${span}`;
  });
  return `Figures of staff are shown for ${policy.staff_from} or more of them only, as ranges: ${ranges.join(", ")}. So nobody can be picked out. `;
}
