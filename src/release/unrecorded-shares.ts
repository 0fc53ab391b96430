import type { ExactEstimate, ReleasedEstimate } from "../disclosure/protect-estimates.ts";

/** Ways of not being known, told apart: asked and declined, never asked or recorded, left out by the publisher. */
const UNRECORDED = ["not_stated", "not_known", "suppressed"] as const;
/** Characteristics of which everybody has just one group. Who is in no cohort is not unknown; where people started is no gap. */
const isAsked = (breakdown: string): boolean =>
  breakdown !== "none" &&
  !breakdown.includes("*") &&
  !["cohort", "baseline_level", "ethnic_category", "language"].includes(breakdown);

/**
 * Shares of referrals of people whose group is not recorded, for the programme and each service over the whole time: from
 * released numbers of referrals alone. A way of not being known that no referral of a service has is 0, as every reader of its
 * groups can see; where the number is withheld, so is the share. `parts`: of how many rounded counts a total is the sum.
 */
export function unrecordedShares(
  released: readonly ReleasedEstimate[],
  parts: (row: ReleasedEstimate) => number,
): readonly ExactEstimate[] {
  const rows = released.filter(
    ({ measure, area_type, period_type }) =>
      measure === "referrals" && period_type === "all" && ["programme", "service"].includes(area_type),
  );
  const wholes = rows.filter(({ breakdown }) => breakdown === "none");
  const breakdowns = [...new Set(rows.map(({ breakdown }) => breakdown))].filter(isAsked).sort();
  const found = new Map(rows.map((row) => [`${row.area}|${row.breakdown}|${row.category}`, row]));
  const ways = new Set(rows.map(({ breakdown, category }) => `${breakdown}|${category}`));
  return wholes.flatMap((whole) =>
    breakdowns.flatMap((breakdown) =>
      UNRECORDED.filter((way) => way === "not_known" || ways.has(`${breakdown}|${way}`)).map((category) =>
        shareOf(
          whole,
          { breakdown, category },
          found.get(`${whole.area}|${breakdown}|${category}`),
          parts(whole),
        ),
      ),
    ),
  );
}

function shareOf(
  whole: ReleasedEstimate,
  group: Pick<ReleasedEstimate, "breakdown" | "category">,
  row: ReleasedEstimate | undefined,
  parts: number,
): ExactEstimate {
  const missing = [whole, row].find((one) => one !== undefined && one.status !== "published");
  const [numerator, denominator] = missing === undefined ? [row?.value ?? 0, whole.value] : [null, null];
  const empty = missing === undefined && (denominator ?? 0) === 0;
  return {
    ...whole,
    ...group,
    measure: "share_unrecorded",
    numerator,
    denominator,
    n: denominator,
    value: null,
    lower: null,
    upper: null,
    level: 0.95,
    method: "wilson",
    status: empty ? "too_few" : (missing?.status ?? "published"),
    note: empty ? "No referral was received." : (missing?.note ?? ""),
    kind: "proportion",
    decimals: 2,
    parts,
  };
}
