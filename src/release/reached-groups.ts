import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import type { AreaType } from "../measures/cell.ts";
import { DIVIDED_BAND, OF_20_PLUS } from "../measures/reach-counts.ts";
import type { PopulationBreakdown, ReferencePopulation } from "../model/reference-population.ts";

/** Referrals of a group as released, null where they are withheld, and its people in the population. */
export interface ReachedGroup {
  readonly category: string;
  readonly count: number | null;
  readonly people: number;
}

/** The groups of one characteristic in one area that have a population, and those of people not known. */
export interface ReachedGroups {
  readonly area_type: AreaType;
  readonly area: string;
  readonly breakdown: PopulationBreakdown;
  readonly groups: readonly ReachedGroup[];
  readonly unknown: readonly ReachedGroup[];
}

const UNKNOWN = ["not_known", "not_stated", "suppressed"] as const;

/**
 * Sets released counts of referrals beside a population, area by area: those of people of 20 and over beside a population
 * of that age. A group that is not listed has no referral, as every reader knows. Areas whose referrals are not counted
 * by the characteristic are left out; groups without a population are too.
 */
export function reachedGroups(
  released: readonly ReleasedEstimate[],
  population: ReferencePopulation,
): readonly ReachedGroups[] {
  const { of } = population;
  const counts = new Map<string, ReleasedEstimate>();
  const counted = new Set<string>();
  for (const row of released) {
    const isWhole = row.period_type === "all" && row.instrument === "";
    if (!isWhole || (row.measure !== "referrals" && row.measure !== OF_20_PLUS)) continue;
    const place = `${row.measure}|${row.area_type}|${row.area}|${row.breakdown}`;
    counted.add(place);
    counts.set(`${place}|${row.category}`, row);
  }
  const areas = new Map<string, ReferencePopulation["rows"]>();
  for (const row of population.rows) {
    const key = `${row.area_type}|${row.area}`;
    areas.set(key, [...(areas.get(key) ?? []), row]);
  }
  return [...areas].flatMap(([key, rows]) => {
    const [area_type = "", area = ""] = key.split("|");
    const rowOf = (category: string) => {
      const [measure, breakdown] = sourceOf(population, category);
      return counts.get(`${measure}|${key}|${breakdown}|${category}`);
    };
    const isCounted = ({ category }: { readonly category: string }) => {
      const [measure, breakdown] = sourceOf(population, category);
      if (counted.has(`${measure}|${key}|${breakdown}`)) return true;
      // Nobody is in the band that a cut at 20 divides.
      return (
        breakdown === of && of === "age_band_20" && !counts.has(`referrals|${key}|age_band|${DIVIDED_BAND}`)
      );
    };
    if (!rows.every(isCounted)) return [];
    const groups = rows.map(({ category, people }) => {
      const row = rowOf(category);
      return { category, people, count: row === undefined ? 0 : shownCount(row) };
    });
    const unknown = UNKNOWN.flatMap((category) => {
      const row = rowOf(category);
      const count = row === undefined ? 0 : shownCount(row);
      return count === 0 ? [] : [{ category, people: 0, count }];
    });
    return [{ area_type: area_type as AreaType, area, breakdown: of, groups, unknown }];
  });
}

const shownCount = ({ status, value }: ReleasedEstimate): number | null =>
  status === "published" ? (value ?? 0) : null;

/** The measure and breakdown that referrals of a group are counted by. */
function sourceOf({ of, ages }: ReferencePopulation, category: string): readonly [string, string] {
  if (of === "age_band_20") return category === "20-24" ? [OF_20_PLUS, of] : ["referrals", "age_band"];
  return [of === "gender" && ages === "20+" ? OF_20_PLUS : "referrals", of];
}
