import type { Catalogue } from "../../src/release/catalogue.ts";
import type { OwnControl } from "./filter-bar.js";
import { defaultSelection, type Selection } from "./selection.js";

/** The period of pages whose figures exist for the whole time and for financial years only: others read as the whole time. */
export function yearOf(catalogue: Catalogue, selection: Selection): Selection {
  if (selection.period_type === "financial_year") return selection;
  const { period_type, period } = defaultSelection(catalogue);
  return { ...selection, period_type, period };
}

/** A select of the whole time and the financial years. */
export function yearControl(catalogue: Catalogue): OwnControl {
  const options = (type: string) =>
    catalogue.periods
      .filter((one) => one.period_type === type)
      .map((one) => ({ value: `${type}:${one.period}`, label: one.label }));
  return {
    id: "year",
    label: "Period",
    groups: [
      { label: "", options: options("all") },
      { label: "Financial years (April to March)", options: options("financial_year") },
    ],
    read(selection) {
      const { period_type, period } = yearOf(catalogue, selection);
      return `${period_type}:${period}`;
    },
    write(selection, value) {
      const at = value.indexOf(":");
      return { ...selection, period_type: value.slice(0, at), period: value.slice(at + 1) };
    },
  };
}
