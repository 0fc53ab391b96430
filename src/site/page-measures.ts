import type { PartedFile } from "./figure-parts.ts";

/** Of a file of figures a page may show few: by page and file, the measures that it has and the name of the file of them. */
const FEW: readonly (readonly [page: string, file: string, as: string, measures: readonly string[]])[] = [
  ["index.html", "estimates-outcomes", "estimates-chance", ["expected_share_rtm"]],
];

/** The figures of a file as a page has them: all of them, or those of the few measures that it shows. */
export function ofPage(page: string, file: PartedFile): PartedFile {
  const few = FEW.find(([on, of]) => on === page && of === file.name);
  return few === undefined ? file : file.only(few[2], few[3]);
}
