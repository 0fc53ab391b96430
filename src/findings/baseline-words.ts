import type { MeasureWords } from "./measure-words.ts";
import { printableFigure } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";
import { changeDirection, sidedDifferenceWords, type WindowEstimates } from "./window-words.ts";

/**
 * That a project started clearly higher or lower than its comparison networks, and why that matters; "" where the interval of the
 * difference between the two figures before the pilot holds 0, or one of them is not shown.
 */
export function baselineCaveat(here: WindowEstimates, there: WindowEstimates, words: MeasureWords): string {
  const [own, other] = [printableFigure(here.before), printableFigure(there.before)];
  if (own === null || other === null) return "";
  const side = changeDirection(other, own, words);
  if (side === null || side === "unclear") return "";
  const value = (figure: typeof own) => words.value(figure.value, figure.denominator);
  const apart = sidedDifferenceWords(other, own, words);
  return [
    sentence(
      `before the pilot the project already lay clearly ${side === "higher" ? "above" : "below"} its comparison networks: ${value(own)} here and ${value(other)} there, ${apart}`,
    ),
    `What starts ${side === "higher" ? "high tends to fall" : "low tends to rise"} by itself (regression to the mean), so a change ${side === "higher" ? "downwards" : "upwards"} here may have come without the project, and that both would otherwise have changed alike is less believable.`,
  ].join(" ");
}
