import type { Cell } from "../measures/cell.ts";
import type { Catalogue } from "../release/catalogue.ts";

/** What a page is set to: an area and a period. */
export type Selection = Pick<Cell, "area_type" | "area" | "period_type" | "period">;

/** The key of a finding: `page|instrument|area_type|area|period_type|period`. */
export function findingKey(page: string, instrument: string, selection: Selection): string {
  const { area_type, area, period_type, period } = selection;
  return [page, instrument, area_type, area, period_type, period].join("|");
}

/** Labels of areas and periods, looked up once. */
export interface SelectionLabels {
  /** `Brent, 2022 to 2023: `, or "" for the whole programme over the whole time. */
  readonly lead: (selection: Selection) => string;
}

/** Reads the labels from the catalogue; an area or period without a label goes by its code. */
export function selectionLabels(catalogue: Catalogue): SelectionLabels {
  const areas = new Map(catalogue.areas.map((area) => [`${area.area_type}|${area.area}`, area.label]));
  const periods = new Map(
    catalogue.periods.map((period) => [`${period.period_type}|${period.period}`, period.label]),
  );
  return {
    lead(selection) {
      const whole = selection.period_type === "all";
      if (selection.area_type === "programme" && whole) return "";
      const area = withoutColon(areas.get(`${selection.area_type}|${selection.area}`) ?? selection.area);
      const label = periods.get(`${selection.period_type}|${selection.period}`) ?? selection.period;
      // Only labels of windows begin with a plain word: the others begin with a month or a number.
      const period =
        selection.period_type === "window" ? label.charAt(0).toLowerCase() + label.slice(1) : label;
      return whole ? `${area}: ` : `${area}, ${period}: `;
    },
  };
}

/** `SPIP16: more men` → `SPIP16 (more men)`: a colon is to follow. */
function withoutColon(label: string): string {
  const [, code, rest] = /^([^:()]+): ([^:()]+)$/.exec(label) ?? [];
  return code === undefined || rest === undefined ? label : `${code} (${rest})`;
}
