import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkoutFolder } from "../files/code-version.ts";
import type { ComparePage } from "./catalogue.ts";

const COLUMNS = "area_type,area,name,month,link_worker_fte,registered_patients,fte_per_10000_patients";

/**
 * Published link workers (full-time equivalents) for registered patients of England, London and its boards:
 * `data/reference/link-worker-capacity.csv`, which names its sources. Reference marks, never part of a programme's own
 * figures.
 *
 * @throws Error where the file has other columns, or a figure that is no number.
 */
export function publishedCapacity(
  text = readFileSync(join(checkoutFolder, "data/reference/link-worker-capacity.csv"), "utf8"),
): ComparePage["published_capacity"] {
  const [head, ...lines] = text.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  if (head !== COLUMNS) throw new Error(`link-worker-capacity.csv: expected the columns ${COLUMNS}.`);
  return lines.map((line) => {
    const [area_type = "", area = "", label = "", month = "", ...figures] = line.split(",");
    const [fte = Number.NaN, patients = Number.NaN, rate = Number.NaN] = figures.map(Number);
    if (figures.length !== 3 || [fte, patients, rate].some((figure) => !Number.isFinite(figure))) {
      throw new Error(`link-worker-capacity.csv: "${line}" does not hold three figures.`);
    }
    return { area_type, area, label, month, fte, registered_patients: patients, fte_per_10000: rate };
  });
}
