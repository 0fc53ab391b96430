import type { Catalogue } from "../../src/release/catalogue.ts";
import type { OwnControl } from "./filter-bar.js";
import type { Release } from "./load-release.js";
import { yearOf } from "./period-control.js";
import { defaultSelection, type Selection } from "./selection.js";

const AREAS = ["programme", "service"];

/** The nearest selection that figures of staff exist for: the programme or a service, the whole time or a financial year. */
export function staffSelection(catalogue: Catalogue, selection: Selection): Selection {
  const here = yearOf(catalogue, selection);
  if (AREAS.includes(here.area_type)) return here;
  const { area_type, area } = defaultSelection(catalogue);
  return { ...here, area_type, area };
}

/** Whether the programme or a service has figures of a measure in a period. */
export function hasOfStaff(
  { estimates }: Pick<Release, "estimates">,
  measure: string,
  period: Pick<Selection, "period_type" | "period">,
): boolean {
  const { period_type, period: name } = period;
  return AREAS.some(
    (area_type) => estimates.list(measure, { area_type, period_type, period: name }).length > 0,
  );
}

/** A select of the programme and its services. */
export function staffAreaControl(catalogue: Catalogue): OwnControl {
  const options = (type: string) =>
    catalogue.areas
      .filter((one) => one.area_type === type)
      .map((one) => ({ value: `${type}:${one.area}`, label: one.label }));
  return {
    id: "staff-area",
    label: "Programme or service",
    groups: [
      { label: "", options: options("programme") },
      { label: "Services", options: options("service") },
    ],
    read(selection) {
      const { area_type, area } = staffSelection(catalogue, selection);
      return `${area_type}:${area}`;
    },
    write(selection, value) {
      const at = value.indexOf(":");
      return { ...selection, area_type: value.slice(0, at), area: value.slice(at + 1) };
    },
  };
}
