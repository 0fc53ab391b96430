import type { MeasureWords } from "./measure-words.ts";
import { printableFigure } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";
import { changeDirection, type Direction, laterFigure, type WindowEstimates } from "./window-words.ts";

/** Which way a place moved from before the pilot to the later figure shown, and which one that is; null without both. */
export interface WindowDirection {
  readonly direction: Direction;
  readonly when: "after" | "during";
}

/** Reads the direction of a place by the interval of its own difference. */
export function windowDirection(windows: WindowEstimates, words: MeasureWords): WindowDirection | null {
  const before = printableFigure(windows.before);
  const later = laterFigure(windows);
  if (before === null || later === null) return null;
  const direction = changeDirection(before, later.figure, words);
  return direction === null ? null : { direction, when: later.when };
}

/**
 * The plain sentence that opens an answer: `Higher after the pilot than before; no clear change in the comparison
 * networks.` Each side goes by its own interval; the two changes are never compared. "" where here has no direction.
 * `noun` is `difference` where the figures are changes of scores themselves.
 */
export function directionWords(
  here: WindowDirection | null,
  there: WindowDirection | null,
  noun: "change" | "difference" = "change",
): string {
  if (here === null) return "";
  const unclear = here.direction === "unclear";
  const said = unclear
    ? `no clear ${noun} between before and ${here.when} the pilot`
    : `${here.direction} ${here.when} the pilot than before`;
  if (there === null || there.when !== here.when) return sentence(said);
  const too = there.direction === here.direction;
  const beside =
    there.direction === "unclear"
      ? unclear
        ? "none in the comparison networks either"
        : `no clear ${noun} in the comparison networks`
      : `${there.direction} in the comparison networks${too ? " too" : ""}`;
  return sentence(`${said}; ${beside}`);
}
