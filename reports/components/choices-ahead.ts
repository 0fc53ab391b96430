import type { Selection } from "./selection.js";

const listeners = new Set<(selections: readonly Selection[]) => void>();

/** Tells that a person has come to a filter, and what the page would show by each of its options. */
export function aboutToChoose(selections: readonly Selection[]): void {
  for (const tell of listeners) tell(selections);
}

/** Calls `tell` with what a person may be about to choose; returns a stop function. */
export function observeChoices(tell: (selections: readonly Selection[]) => void): () => void {
  listeners.add(tell);
  return () => void listeners.delete(tell);
}
