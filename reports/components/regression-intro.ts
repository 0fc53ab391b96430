import { h } from "./dom.js";
import { findTerm } from "./glossary-terms.js";
import { term } from "./term.js";

/** Why a change alone says little, before the figure of mean change; `drawn` where the figure draws the band. */
export function regressionIntro(drawn: boolean): HTMLElement {
  const entry = findTerm("Regression to the mean");
  return h(
    "p",
    {},
    "Scores far from the average tend to move back towards it the next time, whatever is done. This is called ",
    entry === undefined ? "regression to the mean" : term(entry, "regression to the mean"),
    drawn
      ? ", and the chart draws its size beside the change. A larger change may also come from recovery over time, or from who came back for a second score."
      : ". Its size is not known here, so it cannot be drawn beside the change. A change may also come from recovery over time, or from who came back for a second score.",
  );
}

/** Why no band of regression to the mean is drawn: none can be worked out, or, where a reference is set, none is shown here. */
export function noBand(hasReference: boolean): string {
  return hasReference
    ? "What regression to the mean alone would give is not shown at this level"
    : "No reference is set from which to work out what regression to the mean alone would give";
}
