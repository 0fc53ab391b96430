import type { Catalogue } from "../../src/release/catalogue.ts";
import { formatDate } from "./format.js";

/**
 * How to cite a release so that others find the same figures: who publishes it, the year of the data, release and software.
 * Pages can import no code from outside their folder, so what is taken away words it for itself; a test holds the two alike.
 */
export function citationText({ programme, release_id, code_version }: Catalogue): string {
  const name = `${programme.name}${programme.synthetic && !/synthetic/i.test(programme.name) ? " (synthetic data)" : ""}`;
  const year = programme.data_date.slice(0, 4);
  const holder =
    programme.publisher === undefined
      ? `${name} (${year}).`
      : `${programme.publisher.name} (${year}). ${name}.`;
  return `${holder} Release ${release_id}, data to ${formatDate(programme.data_date)}. Made with What Matters ${code_version}.`;
}
