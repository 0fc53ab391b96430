import type { PackedFindings } from "../release/catalogue.ts";

/**
 * Kinds of sentences that a page opens with, by the page's file; a kind stands for those that begin with it too
 * (`equity-waits-gender`), and `equity@project` for those about projects. A page that is not named has all of them.
 */
const KINDS: readonly (readonly [page: RegExp, kinds: readonly string[]])[] = [
  [/^index\.html$/, ["overview", "commissioner"]],
  [/^projects\.html$/, ["projects"]],
  [/^projects\//, ["project", "projects@project", "evidence", "equity@project"]],
  [/^outcomes\.html$/, ["outcomes", "evidence", "robustness"]],
  [/^equity\.html$/, ["equity", "reach", "evidence"]],
  [/^pathway\.html$/, ["pathway"]],
  [/^compare\.html$/, ["compare"]],
  [/^link-workers\.html$/, ["link-workers"]],
  [/^programme\.html$/, ["programme", "evidence@project"]],
  [/^network\.html$/, ["network", "compare"]],
  [/^data-quality\.html$/, ["data-quality"]],
];

/** The kinds of sentences that a page may show, undefined where it is given all of them. */
export const wantedFindings = (file: string): readonly string[] | undefined =>
  KINDS.find(([page]) => page.test(file))?.[1];

/** What findings are about: types of area, and an area whose own are taken whatever its type; "" for none. */
export interface FindingsAbout {
  readonly types: readonly string[];
  readonly area: string;
}

const partsOf = (key: string): readonly [kind: string, type: string, area: string | undefined] => {
  const [kind = "", , type = "", area] = key.split("|");
  return [kind, type, area];
};

/** Kinds that are kept: those on outcomes too where the Overview opens with them. */
const keptKinds = (kinds: readonly string[], hasReferrals: boolean): readonly string[] =>
  kinds.includes("overview") && !hasReferrals ? [...kinds, "outcomes"] : kinds;

const isOfKinds = (kept: readonly string[]) => {
  const wanted = kept.map((one) => one.split("@"));
  return (kind: string, type: string): boolean =>
    wanted.some(
      ([name = "", only]) =>
        (kind === name || kind.startsWith(`${name}-`)) && (only === undefined || only === type),
    );
};

/** The types of area that the findings of some kinds are about, in order. */
export function areaTypesOf(
  { findings }: PackedFindings,
  kinds: readonly string[],
  hasReferrals: boolean,
): readonly string[] {
  const isWanted = isOfKinds(keptKinds(kinds, hasReferrals));
  const types = new Set<string>();
  for (const key of Object.keys(findings)) {
    const [kind, type] = partsOf(key);
    if (isWanted(kind, type)) types.add(type);
  }
  return [...types].sort();
}

/**
 * The findings of some kinds, about all areas or some, with only the texts that they use.
 *
 * Where no referrals were counted the Overview opens with those on outcomes, which are then kept for it. `kinds` says which are
 * there, so that asking for others is an error and not an empty answer.
 */
export function findingsOf(
  all: PackedFindings,
  kinds: readonly string[],
  hasReferrals: boolean,
  about?: FindingsAbout,
): PackedFindings {
  const kept = keptKinds(kinds, hasReferrals);
  const isWanted = isOfKinds(kept);
  const texts: string[] = [];
  const places = new Map<number, number>();
  const place = (old: number): number => {
    const known = places.get(old);
    if (known !== undefined) return known;
    places.set(old, texts.length);
    return texts.push(all.texts[old] ?? "") - 1;
  };
  const own = Object.entries(all.findings).filter(([key]) => {
    const [kind, type, area] = partsOf(key);
    if (about !== undefined && !about.types.includes(type) && (about.area === "" || area !== about.area))
      return false;
    return isWanted(kind, type);
  });
  const findings = Object.fromEntries(
    own.map(([key, [headline, detail, caveats]]) => [
      key,
      [place(headline), detail.map(place), caveats.map(place)] as [number, number[], number[]],
    ]),
  );
  return { texts, findings, not_shown: all.not_shown, kinds: kept.map((one) => one.split("@")[0] ?? one) };
}
