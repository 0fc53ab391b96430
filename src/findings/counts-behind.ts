import { numberWords } from "./number-words.ts";
import { type PrintableFigure, printableFigure } from "./released-estimate.ts";
import { laterFigure, type WindowEstimates } from "./window-words.ts";

/** The rest of a share is told from so many on. */
const LEAST_REST = 10;

/**
 * The counts behind a project's share before and later, and those that are not in it: a share also rises where they become fewer.
 * One sentence or two; none where a count is not shown.
 */
export function countsBehind(here: WindowEstimates, there: WindowEstimates): readonly string[] {
  const own = countsWords(here);
  if (own === null) return [];
  const other = countsWords(there);
  const beside = other === null ? "" : ` In the comparison networks: ${other}.`;
  return [
    `Behind these shares: ${own}.${beside} A share also rises where the others become fewer, and these times can differ in length.`,
  ];
}

/** `about 95 of 355 before and 285 of 445 after the pilot, so 260 and 160 others`. */
function countsWords(windows: WindowEstimates): string | null {
  const before = countsOf(printableFigure(windows.before));
  const later = laterFigure(windows);
  const after = countsOf(later?.figure ?? null);
  if (before === null || after === null || later === null) return null;
  const of = ([part, whole]: readonly [number, number]) => `${numberWords(part)} of ${numberWords(whole)}`;
  const [rest, restLater] = [before, after].map(([part, whole]) => whole - part);
  const others =
    rest === undefined || restLater === undefined || Math.min(rest, restLater) < LEAST_REST
      ? ""
      : `, so ${numberWords(rest)} and ${numberWords(restLater)} others`;
  return `about ${of(before)} before and ${of(after)} ${later.when} the pilot${others}`;
}

function countsOf(figure: PrintableFigure | null): readonly [number, number] | null {
  const { numerator = null, denominator = null } = figure ?? {};
  return numerator === null || denominator === null ? null : [numerator, denominator];
}
