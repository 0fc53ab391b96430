import { describe, expect, it } from "vitest";
import { contactStatistics, contactsTogetherSql } from "../../src/measures/contact-statistics.ts";
import { openDatabase } from "../../src/warehouse/database.ts";

describe("contacts put together by referral", () => {
  it("give the figures that the single rows give, and count each referral once", async () => {
    const database = await openDatabase();
    try {
      // Of 300 referrals in 7 areas, 2,000 rows in 5 quarters, some without a date.
      await database.run(`CREATE TEMP TABLE contacts AS SELECT CAST(r AS INTEGER) AS referral_number,
          'area ' || (r % 7) AS area, CASE WHEN q < 5 THEN 'Q' || q END AS quarter,
          CAST(least(a, b) AS BIGINT) AS share_is, CAST(b AS BIGINT) AS share_of
        FROM (SELECT hash(i) % 300 AS r, hash(i + 9001) % 6 AS q, hash(i + 77) % 3 AS a, hash(i + 5) % 4 AS b
          FROM (SELECT unnest(range(2000)) AS i))`);
      for (const columns of [["area", "quarter"], ["area"]]) {
        const about = columns.join(", ");
        const single = await database.rows(
          `SELECT ${about}, ${contactStatistics(["share"], "count(DISTINCT referral_number)")}
           FROM contacts GROUP BY ${about} ORDER BY ALL`,
        );
        const together = await database.rows(
          `SELECT ${about}, ${contactStatistics(["share"], "count(*)")}
           FROM (${contactsTogetherSql("contacts", columns, ["share"])}) GROUP BY ${about} ORDER BY ALL`,
        );
        expect(together).toEqual(single);
        expect(single.length).toBe(columns.length === 1 ? 7 : 42);
      }
    } finally {
      database.close();
    }
  });

  it("count a referral behind the share and behind the rest where it has some of both", async () => {
    const database = await openDatabase();
    try {
      await database.run(`CREATE TEMP TABLE contacts AS SELECT * FROM (VALUES
        (1, 2, 2), (1, 0, 3), (2, 1, 1), (3, 0, 0)) AS t(referral_number, share_is, share_of)`);
      const [row] = await database.rows(
        `SELECT ${contactStatistics(["share"], "count(*)")} FROM (${contactsTogetherSql("contacts", [], ["share"])})`,
      );
      expect(row).toEqual({
        share_is: 3,
        share_of: 6,
        share_of_referrals: 2,
        share_is_referrals: 2,
        share_rest_referrals: 1,
      });
    } finally {
      database.close();
    }
  });
});
