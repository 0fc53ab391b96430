import type { Catalogue } from "../release/catalogue.ts";

/** An area or body of the release. */
export type Place = Catalogue["areas"][number];

const KINDS: Readonly<Record<string, string>> = {
  programme: "Programme",
  icb: "Integrated Care Board",
  borough: "Borough",
  service: "Service",
  pcn: "Primary care network",
  project: "Project",
  comparator: "Comparison networks",
};

/** What kind of area or body it is, in words. */
export const kindOfPlace = (areaType: string): string => KINDS[areaType] ?? areaType;

/** The places of these kinds, the whole programme first. */
export function placesOf({ areas }: Catalogue, kinds: readonly string[]): readonly Place[] {
  return areas.filter(({ area_type }) => area_type === "programme" || kinds.includes(area_type));
}

/** The columns that name a place: what it is called, its kind and its code. */
export const PLACE_NAMES = [
  { label: "Place", of: ({ label }: Place) => label },
  { label: "Kind", of: ({ area_type }: Place) => kindOfPlace(area_type) },
  { label: "Code", of: ({ area }: Place) => area },
] as const;

/** Where the figures of a place stand. */
export const atPlace = ({ area_type, area }: Place) => ({ area_type, area });

/** A group of people by one characteristic. */
export interface PeopleGroup {
  readonly breakdown: string;
  readonly characteristic: string;
  readonly category: string;
  readonly label: string;
}

/** The groups of these characteristics, in reading order. */
export function groupsOf({ breakdowns }: Catalogue, wanted: readonly string[]): readonly PeopleGroup[] {
  return wanted.flatMap((id) => {
    const found = breakdowns.find(({ breakdown }) => breakdown === id);
    return (found?.categories ?? []).map(({ category, label }) => ({
      breakdown: id,
      characteristic: found?.label ?? id,
      category,
      label,
    }));
  });
}

/** The columns that name a group. */
export const GROUP_NAMES = [
  { label: "Characteristic", of: ({ characteristic }: PeopleGroup) => characteristic },
  { label: "Group", of: ({ label }: PeopleGroup) => label },
] as const;

/** Where the figures of a group stand. */
export const atGroup = ({ breakdown, category }: PeopleGroup) => ({ breakdown, category });
