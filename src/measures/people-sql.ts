/**
 * How many people rows of `referral_base` are of, each once: whole numbers as an aggregate.
 *
 * People of a single referral are counted as rows and only the others by `number`, since counting distinct is dear and
 * most people are referred once. `condition` keeps rows; those of nobody known count as one where `number` has one.
 */
export const peopleSql = (number: string, condition = "TRUE"): string =>
  `count(*) FILTER (WHERE (${condition}) AND referrals_of_person = 1)
    + count(DISTINCT ${number}) FILTER (WHERE (${condition}) AND coalesce(referrals_of_person, 2) > 1)`;
