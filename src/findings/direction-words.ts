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
 * The plain sentence that opens an answer with nothing set beside it: `Higher after the pilot than before.`; "" where it has no
 * direction. `noun` is `difference` where the figures are changes of scores themselves.
 */
export function directionWords(
  here: WindowDirection | null,
  noun: "change" | "difference" = "change",
): string {
  if (here === null) return "";
  return sentence(
    here.direction === "unclear"
      ? `no clear ${noun} between before and ${here.when} the pilot`
      : `${here.direction} ${here.when} the pilot than before`,
  );
}
