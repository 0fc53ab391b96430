import type { Catalogue } from "../../src/release/catalogue.ts";
import { formatDate } from "./format.js";

/** How to cite a release so that others find the same figures. */
export function citationText({ programme, release_id, code_version }: Catalogue): string {
  return `${programme.name}${programme.synthetic ? " (synthetic data)" : ""}. Release ${release_id}, data to ${formatDate(programme.data_date)}. Made with What Matters ${code_version}.`;
}
