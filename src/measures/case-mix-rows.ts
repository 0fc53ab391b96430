import type { Instrument, Programme } from "../model/programme.ts";
import { type CaseMixRow, caseMixRows } from "./case-mix.ts";
import { type CaseMixProducts, caseMixProducts } from "./case-mix-products.ts";
import type { Keep, Query } from "./cell-rows.ts";

/** Who the people of each network are, as far as it bears on a figure. */
export interface CaseMix {
  readonly shares: readonly CaseMixRow[];
  readonly means: readonly CaseMixProducts[];
}

/** What figures of scores are adjusted for, in order; and those of referrals, which have no first score. */
export const CASE_MIX_OF_SCORES = ["start", "age_band", "gender", "imd_quintile", "reason"] as const;
export const CASE_MIX_OF_REFERRALS = ["age_band", "gender", "imd_quintile", "reason"] as const;

/** Shares of people with a score; `x` and `n` as in `EPISODE_COUNTS`. */
const OF_SCORES = [
  {
    measure: "follow_up_rate",
    of: "CASE WHEN due THEN 1 ELSE 0 END",
    is: "CASE WHEN due AND in_time THEN 1 ELSE 0 END",
  },
  ...(["improved", "worse"] as const).map((what) => ({
    measure: `share_${what}`,
    of: "CASE WHEN after_score IS NOT NULL THEN 1 ELSE 0 END",
    is: `CASE WHEN ${what === "improved" ? "gain >= threshold" : "gain <= -threshold"} THEN 1 ELSE 0 END`,
  })),
];
/** Shares of referrals that say how a service does, not whom it is sent. */
const FLAGS = ["share_contacted", "share_re_referred_180", "share_re_referred_365"];
const SUMS = [
  "share_completed_sessions",
  "share_feedback_positive",
  "share_goals_met",
  "share_review_on_time",
];

/**
 * Case mix of networks over the whole time. Needs the temporary tables `every_episode` (with instruments) and
 * `activity_referrals`, `activity_contacts` (with dated referrals); makes its own, named `case_mix_…`.
 */
export async function caseMix(
  query: Query,
  keep: Keep,
  {
    schema,
    programme,
    dated,
  }: { readonly schema: string; readonly programme: Programme; readonly dated: boolean },
): Promise<CaseMix> {
  const shares: CaseMixRow[] = [];
  let means: readonly CaseMixProducts[] = [];
  if (programme.areas.pcns.length === 0) return { shares, means };
  if (programme.instruments.length > 0) {
    await keep("case_mix_episodes", episodesSql(schema, programme.instruments));
    const request = { table: "case_mix_episodes", instrument: "instrument", keys: CASE_MIX_OF_SCORES };
    shares.push(...(await caseMixRows(query, keep, { ...request, shares: OF_SCORES })));
    // The first score itself is in the regression.
    const keys = CASE_MIX_OF_SCORES.filter((key) => key !== "start");
    means = await caseMixProducts(query, "case_mix_episodes", programme.instruments, keys);
  }
  if (dated) {
    const request = { table: "case_mix_referrals", keys: CASE_MIX_OF_REFERRALS };
    const columns = [
      ...["referral_number", "pcn", "age_band", "gender", "imd_quintile"],
      ...FLAGS,
      ...SUMS.flatMap((measure) => [`${measure}_of`, `${measure}_is`]),
    ];
    await keep(
      "case_mix_referrals",
      `SELECT ${columns.join(", ")}, ${REASON} AS reason FROM activity_referrals`,
    );
    await keep(
      "case_mix_contacts",
      `SELECT c.share_dna_is, c.share_dna_of, r.pcn, ${CASE_MIX_OF_REFERRALS.map((key) => `r.${key}`).join(", ")}
      FROM activity_contacts AS c JOIN case_mix_referrals AS r ON r.referral_number = c.referral_number`,
    );
    const flags = FLAGS.map((measure) => ({
      measure,
      of: `CASE WHEN ${measure} IS NULL THEN 0 ELSE 1 END`,
      is: `CASE WHEN ${measure} THEN 1 ELSE 0 END`,
    }));
    const sums = [...SUMS].map((measure) => ({ measure, of: `${measure}_of`, is: `${measure}_is` }));
    shares.push(...(await caseMixRows(query, keep, { ...request, shares: [...flags, ...sums] })));
    const missed = [{ measure: "share_dna", of: "share_dna_of", is: "share_dna_is" }];
    shares.push(
      ...(await caseMixRows(query, keep, { ...request, table: "case_mix_contacts", shares: missed })),
    );
  }
  return { shares, means };
}

const REASON = `CASE WHEN share_mental_health_reason IS NULL THEN 'not_known'
  WHEN share_mental_health_reason THEN 'mental_health' ELSE 'other' END`;

/** Starting level where the instrument has levels, else the fifth of its range that the first score lies in. */
function episodesSql(schema: string, instruments: readonly Instrument[]): string {
  const fifths = instruments.map(({ id, decimals, range: [low, high] }) => {
    const [from, span] = [low * 10 ** decimals, Math.max(1, (high - low) * 10 ** decimals)];
    return `WHEN '${id}' THEN CAST(CAST(greatest(0, least(4, floor((e.before_score - ${from}) * 5 / ${span}))) AS INTEGER) AS VARCHAR)`;
  });
  return `WITH listed AS (
      SELECT referral_key, max(CASE WHEN reason IN ('mental_health', 'counselling') THEN 1 ELSE 0 END) AS mental_health
      FROM ${schema}.reason WHERE reason IS NOT NULL AND reason NOT IN ('not_known', 'not_stated', 'suppressed') GROUP BY referral_key)
    SELECT e.*, coalesce(e.baseline_level, CASE e.instrument ${fifths.join(" ")} END, 'not_known') AS start,
      CASE WHEN l.mental_health IS NULL THEN 'not_known' WHEN l.mental_health = 1 THEN 'mental_health' ELSE 'other' END AS reason
    FROM every_episode AS e LEFT JOIN listed AS l ON l.referral_key = e.referral_key`;
}
