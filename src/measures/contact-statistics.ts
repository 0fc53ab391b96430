/** Of a table with one row a referral in each cell, rows are referrals; of others they have to be told apart. */
type Referrals = "count(*)" | "count(DISTINCT referral_number)";

/** Sums of the two columns of a share: what is in it, and what it is of. */
export const contactSums = (id: string): readonly string[] => [
  `sum(${id}_is) AS ${id}_is`,
  `sum(${id}_of) AS ${id}_of`,
];

/** Contacts in and of each share, and how many referrals stand behind them, behind the share and behind the rest. */
export const contactStatistics = (ids: readonly string[], referrals: Referrals): string =>
  ids
    .flatMap((id) => [
      ...contactSums(id),
      `${referrals} FILTER (WHERE ${id}_of > 0) AS ${id}_of_referrals`,
      `${referrals} FILTER (WHERE ${id}_is > 0) AS ${id}_is_referrals`,
      `${referrals} FILTER (WHERE ${id}_of > ${id}_is) AS ${id}_rest_referrals`,
    ])
    .join(", ");

/**
 * Adds up the rows of a table of contacts by referral and `columns`. What is in a share is never more than what it is of,
 * row by row: so a referral has some of the rest in one of its rows just where it has some in their sum.
 */
export const contactsTogetherSql = (
  table: string,
  columns: readonly string[],
  ids: readonly string[],
): string => {
  const about = ["referral_number", ...columns].join(", ");
  const sums = ids
    .flatMap((id) => [`${id}_is`, `${id}_of`])
    .map((one) => `CAST(sum(${one}) AS INTEGER) AS ${one}`);
  return `SELECT ${about}, ${sums.join(", ")} FROM ${table} GROUP BY ${about}`;
};
