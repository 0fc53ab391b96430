import type { Catalogue } from "../release/catalogue.ts";
import type { ReleasedEstimate } from "./released-estimate.ts";
import type { Selection } from "./selection.ts";

/** The estimates of one area and period. */
export interface SelectionEstimates {
  readonly selection: Selection;
  /** The estimate without a breakdown; `instrument` "" for a measure that has none. */
  readonly whole: (measure: string, instrument: string) => ReleasedEstimate | undefined;
  /** The estimates of a breakdown, one a category, in the order of the release. */
  readonly groups: (measure: string, instrument: string, breakdown: string) => readonly ReleasedEstimate[];
  readonly hasInstrument: (instrument: string) => boolean;
  /** False where nothing is estimated by group, as for quarters and months. */
  readonly hasGroups: boolean;
}

/**
 * Sorts the estimates by area and period, once for all findings; the order of the release is kept.
 * Only selections with an estimate without a breakdown are listed. Where a cell has estimates by several
 * methods, the one named in the measure library counts, otherwise the first.
 */
export function indexEstimates(
  estimates: readonly ReleasedEstimate[],
  catalogue: Catalogue,
): readonly SelectionEstimates[] {
  const usual = new Map(catalogue.measures.map((measure) => [measure.id, measure.method]));
  const places = new Map<string, Place>();
  for (const estimate of estimates) {
    const { area_type, area, period_type, period } = estimate;
    const key = `${area_type}|${area}|${period_type}|${period}`;
    let place = places.get(key);
    if (place === undefined) {
      place = {
        selection: { area_type, area, period_type, period },
        groups: new Map(),
        instruments: new Set(),
        hasGroups: false,
      };
      places.set(key, place);
    }
    if (estimate.breakdown === "none") place.instruments.add(estimate.instrument);
    else place.hasGroups = true;
    const groupKey = `${estimate.measure}|${estimate.instrument}|${estimate.breakdown}`;
    let group = place.groups.get(groupKey);
    if (group === undefined) {
      group = new Map();
      place.groups.set(groupKey, group);
    }
    const isUsual = usual.get(estimate.measure) === estimate.method;
    if (isUsual || !group.has(estimate.category)) group.set(estimate.category, estimate);
  }
  return [...places.values()].filter((place) => place.instruments.size > 0).map(selectionEstimates);
}

/** Finds the estimates of an area and period; undefined where nothing is released there. */
export function placeLookup(
  places: readonly SelectionEstimates[],
): (place: Selection) => SelectionEstimates | undefined {
  const key = ({ area_type, area, period_type, period }: Selection) =>
    [area_type, area, period_type, period].join("|");
  const byKey = new Map(places.map((place) => [key(place.selection), place]));
  return (place) => byKey.get(key(place));
}

interface Place {
  readonly selection: Selection;
  readonly groups: Map<string, Map<string, ReleasedEstimate>>;
  readonly instruments: Set<string>;
  hasGroups: boolean;
}

function selectionEstimates(place: Place): SelectionEstimates {
  const find = (measure: string, instrument: string, breakdown: string) =>
    place.groups.get(`${measure}|${instrument}|${breakdown}`);
  return {
    selection: place.selection,
    whole: (measure, instrument) => find(measure, instrument, "none")?.values().next().value,
    groups: (measure, instrument, breakdown) => [...(find(measure, instrument, breakdown)?.values() ?? [])],
    hasInstrument: (instrument) => place.instruments.has(instrument),
    hasGroups: place.hasGroups,
  };
}
