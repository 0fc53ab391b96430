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

/** The types of area that findings are about, in order. */
export const areaTypesOf = ({ findings }: PackedFindings): readonly string[] =>
  [...new Set(Object.keys(findings).map((key) => key.split("|")[2] ?? ""))].sort();

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
  const kept = kinds.includes("overview") && !hasReferrals ? [...kinds, "outcomes"] : kinds;
  const texts: string[] = [];
  const places = new Map<number, number>();
  const place = (old: number): number => {
    const known = places.get(old);
    if (known !== undefined) return known;
    places.set(old, texts.length);
    return texts.push(all.texts[old] ?? "") - 1;
  };
  const own = Object.entries(all.findings).filter(([key]) => {
    const [kind = "", , type = "", area] = key.split("|");
    if (about !== undefined && !about.types.includes(type) && (about.area === "" || area !== about.area))
      return false;
    return kept.some((one) => {
      const [wanted = "", only] = one.split("@");
      return (kind === wanted || kind.startsWith(`${wanted}-`)) && (only === undefined || only === type);
    });
  });
  const findings = Object.fromEntries(
    own.map(([key, [headline, detail, caveats]]) => [
      key,
      [place(headline), detail.map(place), caveats.map(place)] as [number, number[], number[]],
    ]),
  );
  return { texts, findings, not_shown: all.not_shown, kinds: kept.map((one) => one.split("@")[0] ?? one) };
}
