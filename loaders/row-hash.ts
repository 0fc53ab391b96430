import { sha256 } from "../src/files/sha256.ts";
import type { MapRequest } from "./map-file.ts";

/** Hash by which the rows of an export are known; two sheets of one workbook have rows of the same numbers. */
export const rowHash = ({
  fileHash,
  staged,
}: Pick<MapRequest, "fileHash"> & { readonly staged: Pick<MapRequest["staged"], "sheet"> }): string =>
  staged.sheet === undefined ? fileHash : sha256(`${fileHash}\n${staged.sheet}`);
