import type { Cell } from "../measures/cell.ts";

/** A cell in words for the internal log and for messages. */
export const cellName = ({
  measure,
  instrument,
  area_type,
  area,
  period,
  breakdown,
  category,
}: Omit<Cell, "period_type">): string =>
  [
    instrument === "" ? measure : `${measure} of ${instrument}`,
    area_type === "programme" ? "whole programme" : `${area_type} ${area}`,
    period === "all" ? "whole period" : period,
    ...(breakdown === "none" ? [] : [`${breakdown} ${category}`]),
  ].join(", ");
