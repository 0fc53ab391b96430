import type { Catalogue } from "../release/catalogue.ts";
import { sampleQuantile } from "../statistics/sample-quantile.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { numberWords } from "./number-words.ts";
import { printableFigure } from "./released-estimate.ts";
import { sentence } from "./sentence.ts";

/** Fewer services than this have no spread worth telling. */
const FEWEST = 4;

interface Shown {
  readonly name: string;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * How the services' figures spread behind the programme's, so that one far from all others is seen: the middle one (median),
 * the range, and, where the interval of one service lies wholly beyond those of all others, the range without it.
 * Of released figures of the same period; none outside the programme and where fewer than four are shown.
 */
export function spreadWords(
  measure: string,
  place: SelectionEstimates,
  others: readonly SelectionEstimates[],
  catalogue: Catalogue,
): string[] {
  const own = printableFigure(place.whole(measure, ""));
  if (own === null || place.selection.area_type !== "programme") return [];
  const { period_type, period } = place.selection;
  const shown = others
    .flatMap(({ selection, whole }): Shown[] => {
      const isHere =
        selection.area_type === "service" &&
        selection.period_type === period_type &&
        selection.period === period;
      const figure = isHere ? printableFigure(whole(measure, "")) : null;
      if (figure?.interval == null) return [];
      const name = catalogue.areas.find(
        ({ area_type, area }) => area_type === "service" && area === selection.area,
      )?.label;
      const { lower, upper } = figure.interval;
      return [{ name: name ?? selection.area, value: figure.value, lower, upper }];
    })
    .sort((a, b) => a.value - b.value);
  if (shown.length < FEWEST) return [];
  const middle = sampleQuantile(
    shown.map(({ value }) => value),
    0.5,
  ) as number;
  const head = `The middle one of ${numberWords(shown.length)} services (the median) had ${numberWords(middle)}`;
  const alone = oneApart(shown);
  const rest = shown.filter((one) => one !== alone);
  const [least, most] = [rest[0]?.value ?? 0, rest.at(-1)?.value ?? 0];
  const range = `${numberWords(least)} to ${numberWords(most)}`;
  if (alone === undefined) return [sentence(`${head}; they range from ${range}`)];
  const beyond = own.value > most || own.value < least;
  return [
    sentence(
      `${head}. ${alone.name} stands apart with ${numberWords(alone.value)}; the others range from ${range}${
        beyond
          ? `, so that one service draws the programme’s figure ${own.value > most ? "above" : "below"} all of theirs`
          : ""
      }`,
    ),
  ];
}

/** The one service whose interval lies wholly above, or wholly below, those of all others. */
function oneApart(shown: readonly Shown[]): Shown | undefined {
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const others = (one: Shown) => shown.filter((other) => other !== one);
  if (others(last).every(({ upper }) => upper < last.lower)) return last;
  return others(first).every(({ lower }) => lower > first.upper) ? first : undefined;
}
