import { h, nothing } from "./dom.js";
import { methodLinks } from "./figure.js";
import { methodsOf, missingWords } from "./figure-data.js";
import { formatEstimate, numberStyle } from "./format.js";
import { isCapacityOnly } from "./held.js";
import type { Release } from "./load-release.js";
import { areaLabel, cellAt, nearestThat, periodWords, type Selection } from "./selection.js";
import { selectionLink } from "./selection-store.js";
import { withTerms } from "./term.js";

const MEASURES = [
  ["link_worker_fte", "Link workers in post (FTE)"],
  ["registered_patients", "Patients registered with a GP"],
  ["link_worker_fte_per_10000_patients", "Link workers (FTE) per 10,000 patients"],
] as const;

/** Link workers in post of the selected area; nothing where the programme loads none, or nothing else. */
export function linkWorkers(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const here = MEASURES.filter(([id]) => estimates.has(id));
  if (!estimates.has("link_worker_fte") || isCapacityOnly(release)) return nothing();
  const period = periodWords(catalogue, selection.period_type, selection.period);
  const holds = (one: Selection): boolean =>
    here.some(([id]) => missingWords(cellAt(estimates, one, id)) === "");
  const box = (...children: (Node | null)[]): HTMLElement =>
    h("section", { class: "figure" }, h("h3", {}, "Link workers in post"), children);
  if (!holds(selection)) {
    const nearest = nearestThat(selection, catalogue, holds);
    return box(
      h("p", {}, "Figures on link workers do not cover this level."),
      nearest === undefined
        ? null
        : h(
            "p",
            { class: "nearest" },
            "Nearest that they cover: ",
            selectionLink(
              areaLabel(catalogue, nearest.area_type, nearest.area),
              nearest,
              catalogue,
              "action",
            ),
          ),
    );
  }
  return box(
    h(
      "dl",
      { class: "facts" },
      here.map(([id, label]) => {
        const row = cellAt(estimates, selection, id);
        // Those of staff records are an average over the days of the period; published ones are of one day.
        const basis =
          id !== "registered_patients" && row?.method === "staff-records" && missingWords(row) === ""
            ? `, average over ${selection.period_type === "all" ? `the ${period}` : period}`
            : "";
        return h(
          "div",
          {},
          h("dt", {}, withTerms(`${label}${basis}`)),
          h("dd", {}, formatEstimate(row, numberStyle(catalogue, id, ""))),
        );
      }),
    ),
    h(
      "p",
      { class: "figure-foot" },
      methodLinks(
        methodsOf(
          catalogue,
          here.map(([id]) => id),
        ),
      ),
    ),
  );
}
