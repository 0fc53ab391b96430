import type { StaffPlace } from "./staff-exact.ts";
import type { Period } from "./staff-periods.ts";
import type { Post } from "./staff-records.ts";

export const sumOf = (values: Iterable<number>): number => [...values].reduce((sum, one) => sum + one, 0);
/** Different members of staff. */
export const heads = (posts: readonly Post[]): number => new Set(posts.map(({ who }) => who)).size;

/** Cells of an area type, each with the posts in it. */
export function byArea(
  posts: readonly Post[],
  types: readonly string[],
): ReadonlyMap<string, readonly Post[]> {
  const found = new Map<string, Post[]>();
  for (const post of posts)
    for (const type of types) {
      const area = post.areas.get(type);
      if (area === undefined) continue;
      const key = `${type}|${area}`;
      found.set(key, [...(found.get(key) ?? []), post]);
    }
  return found;
}

/** The cell of an area, by `byArea`, and a period. */
export const placeIn = (
  key: string,
  { period_type, period }: Pick<Period, "period_type" | "period">,
): StaffPlace => {
  const [area_type = "", area = ""] = key.split("|");
  return { area_type, area, period_type, period };
};

/** A paid link worker with working time. */
export const isLinkWorker = ({ role, isVolunteer, fte }: Post): boolean =>
  role === "link_worker" && !isVolunteer && fte > 0;
