import type { Catalogue } from "../../src/release/catalogue.ts";
import { h, nothing } from "./dom.js";
import type { OwnControl } from "./filter-bar.js";
import { isAlike, LIKENESSES, likenessValues, likenessWords } from "./scheme-likeness.js";
import type { Selection } from "./selection.js";
import { setSelection } from "./selection-store.js";

const ALL = { value: "", label: "All networks" };

/** A select of the ways in which schemes work: like is then set beside like. */
export function likenessControl(catalogue: Catalogue): OwnControl {
  const groups = LIKENESSES.map(({ id, label }) => ({
    label,
    options: likenessValues(catalogue, id).map((value) => ({ value: `${id}:${value}`, label: value })),
  })).filter(({ options }) => options.length > 0);
  return {
    id: "like",
    label: "Networks that work alike",
    groups: groups.length === 0 ? [] : [{ label: "", options: [ALL] }, ...groups],
    read: (selection) => selection.like ?? "",
    write: ({ like: _, ...selection }, value) => (value === "" ? selection : { ...selection, like: value }),
  };
}

/** How many networks are left, what the filter does not touch, and a button that clears it; nothing without a filter. */
export function likenessNote(catalogue: Catalogue, selection: Selection): Node {
  const { like, ...rest } = selection;
  if (like === undefined) return nothing();
  const networks = catalogue.areas.filter(({ area_type }) => area_type === "pcn");
  const left = networks.filter(({ area }) => isAlike(catalogue, like, area)).length;
  return h(
    "div",
    { class: "like-note" },
    h(
      "p",
      { role: "status" },
      h(
        "strong",
        {},
        `${left.toLocaleString("en-GB")} of ${networks.length.toLocaleString("en-GB")} networks: ${likenessWords(like)}. `,
      ),
      "Lists and charts by name below hold these alone. Funnel plots, limits and averages are still those of all networks: few networks would make limits that mean little. What a scheme says of itself is as recorded for the service; a network without a record is left out.",
    ),
    h(
      "button",
      { type: "button", class: "action", onclick: () => setSelection(rest, catalogue) },
      "Show all networks",
    ),
  );
}
