import type { Geography } from "../disclosure/tables/places.ts";
import { stretchesOf } from "../measures/stretches.ts";
import type { Programme } from "../model/programme.ts";

/** How the finest pieces of area and time lie in the comparators and windows that a programme declares. */
export function geographyOf(programme: Programme): Geography {
  const comparators = new Map<string, string[]>();
  for (const { id, comparator } of programme.projects) {
    for (const pcn of new Set(comparator?.pcns ?? [])) {
      comparators.set(pcn, [...(comparators.get(pcn) ?? []), id]);
    }
  }
  return {
    comparatorsOf: (pcn) => comparators.get(pcn) ?? [],
    windowOf: stretchesOf(programme).windowOf,
  };
}
