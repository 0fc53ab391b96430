import type { Catalogue } from "../release/catalogue.ts";
import { sentence } from "./sentence.ts";

/** How far a project's first measure answers its question, as declared before looking: `The first measure tells …`; "" where nothing was. */
export function firstMeasureWords({
  measures,
  first_measure,
}: Pick<Catalogue["projects"][number], "measures" | "first_measure">): string {
  const { tells = null, does_not_tell = null } = first_measure ?? {};
  if (measures.length === 0) return "";
  return [
    ...(tells === null ? [] : [sentence(`The first measure tells ${bare(tells)}`)]),
    ...(does_not_tell === null
      ? []
      : [sentence(`${tells === null ? "The first measure" : "It"} does not tell ${bare(does_not_tell)}`)]),
  ].join(" ");
}

const bare = (text: string): string => text.trim().replace(/\.$/, "");
