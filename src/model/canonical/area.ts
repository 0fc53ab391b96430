import { z } from "zod";
import { date, integer, text } from "./column.ts";

/** An area of the programme, as declared in programme.yaml. */
export const area = z
  .strictObject({
    area_type: text("Type", "icb, borough, pcn, service or project."),
    area: text("Code"),
    name: text("Name"),
    borough: text("Borough"),
    icb: text("Integrated Care Board"),
  })
  .describe("An area of the programme, as declared in programme.yaml.");

/** People registered with general practices, from the national publication or a programme's own list. */
export const areaListSize = z
  .strictObject({
    practice: text("General practice"),
    pcn: text("Primary Care Network"),
    icb: text("Integrated Care Board"),
    region: text("Region"),
    extract_date: date("Extract date"),
    registered_patients: integer("Registered patients"),
  })
  .describe(
    "People registered with general practices, from the national publication or a programme's own list.",
  );

/** A reference population for equity. */
export const population = z
  .strictObject({
    area: text("Area"),
    breakdown: text("Characteristic"),
    category: text("Category"),
    count: integer("People"),
    source: text("Source"),
  })
  .describe("A reference population for equity.");
