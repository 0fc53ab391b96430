import { z } from "zod";
import { date, decimal, flag, text } from "./column.ts";

/** One figure of an official publication, as published: part of an indicator, for an area and a date. */
export const publishedCount = z
  .strictObject({
    area: text("Area", "Code of the practice, organisation or area, as published."),
    area_kind: text("Kind of area", "As published, e.g. Ambulance; null where the publication has one kind."),
    icb: text("Integrated Care Board", "ODS code."),
    region: text("Region", "ODS code."),
    indicator: text("Indicator", "Code of the publication, e.g. `NCD001`."),
    measure: text("Part of the indicator", "For example Numerator, Denominator or fte_days_lost."),
    date: date("Date", "Last day of the period. A running total since 1 April is not added over months."),
    value: decimal("Value", "Null where the publisher withheld it: suppressed tells."),
    suppressed: flag(
      "Suppressed",
      "Whether the publisher withheld the value; null where the cell was blank.",
    ),
  })
  .describe(
    "One figure of an official publication, as published: part of an indicator, for an area and a date.",
  );
