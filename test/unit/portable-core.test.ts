import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";
import { duckDbEngine } from "../../src/warehouse/measure-engine.ts";
import { faultsOf } from "../captured-selects.ts";

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ threads: 1 });
  await database.run("CREATE TABLE t (a INTEGER, b INTEGER, d DATE, s VARCHAR, yes BOOLEAN)");
});
afterAll(() => database.close());

describe("what of a SELECT is outside the core that engines share", () => {
  it.each([
    ["SELECT a FROM t GROUP BY ALL", "GROUP BY ALL"],
    ["SELECT a FROM t ORDER BY ALL", "* with EXCLUDE, REPLACE or COLUMNS"],
    ["SELECT * EXCLUDE (a) FROM t", "* with EXCLUDE, REPLACE or COLUMNS"],
    ["SELECT DISTINCT ON (a) a, b FROM t", "DISTINCT ON"],
    ["SELECT a FROM t QUALIFY row_number() OVER (ORDER BY a) = 1", "QUALIFY"],
    ["SELECT a FROM t LIMIT 3", "LIMIT_MODIFIER"],
    ["SELECT a FROM t USING SAMPLE 10%", "TABLESAMPLE"],
    ["SELECT t.a FROM t SEMI JOIN t AS u ON u.a = t.a", "SEMI JOIN"],
    ["SELECT t.a FROM t JOIN t AS u USING (a)", "JOIN USING"],
    ["SELECT t.a FROM t POSITIONAL JOIN t AS u", "POSITIONAL JOIN"],
    ["SELECT a FROM t EXCEPT SELECT b FROM t", "EXCEPT"],
    ["SELECT range FROM range(3)", "TABLE_FUNCTION"],
    ["SELECT arg_max(a, b) FROM t", "arg_max()"],
    ["SELECT max(a, 2) FROM t", "max() of several"],
    ["SELECT max(a, 2)[1] FROM t", "ARRAY_EXTRACT"],
    ["SELECT list(a) FROM t", "list()"],
    ["SELECT string_agg(s, ',') FROM t", "string_agg()"],
    ["SELECT sum(DISTINCT a) FROM t", "sum(DISTINCT …)"],
    ["SELECT avg(a) FROM t", "avg()"],
    ["SELECT stddev_samp(a) FROM t", "stddev_samp()"],
    ["SELECT strftime(d, '%Y') FROM t", "strftime()"],
    ["SELECT unnest([1, 2]) FROM t", "unnest()"],
    ["SELECT s[1] FROM t", "ARRAY_EXTRACT"],
    ["SELECT regexp_matches(s, 'x') FROM t", "regexp_matches()"],
    ["SELECT s ILIKE 'x' FROM t", "~~*()"],
    ["SELECT CAST(a AS HUGEINT) FROM t", "CAST AS HUGEINT"],
    ["SELECT extract(isodow FROM d) FROM t", "extract(isodow FROM …)"],
    ["SELECT date_diff('month', d, d) FROM t", "date_diff of month"],
    ["SELECT d + INTERVAL 1 DAY FROM t", "INTERVAL without quotes"],
    ["SELECT a / b FROM t", "/ of whole numbers"],
    ["SELECT a // b FROM t", "//()"],
    ["SELECT row_number() OVER () FROM t", "row_number() OVER without ORDER BY"],
    ["SELECT rank() OVER (ORDER BY a) FROM t", "rank() OVER"],
    ["SELECT count(*) FILTER (WHERE yes) OVER (PARTITION BY a) FROM t", "FILTER with OVER"],
    ["SELECT (SELECT max(u.a, 2) FROM t AS u WHERE u.b = t.b) FROM t", "max() of several"],
    ["WITH w AS (SELECT arg_min(a, b) AS a FROM t) SELECT a FROM w", "arg_min()"],
    ["SELECT a + 1 AS k, count(*) AS n FROM t GROUP BY k", 'the name "k" used beside where it is given'],
    ["SELECT a + 1 AS k, k + 1 AS l FROM t", 'the name "k" used beside where it is given'],
    ["SELECT a + 1 AS k FROM t WHERE k > 1", 'the name "k" used beside where it is given'],
  ])("finds in %s: %s", async (select, fault) => {
    expect(await faultsOf(database, select)).toContain(fault);
  });

  it.each([
    "SELECT d, count(*) FILTER (WHERE yes) AS n, count(DISTINCT s) AS p FROM t GROUP BY GROUPING SETS ((d), ()) ORDER BY d NULLS LAST",
    "SELECT floor((a + 2) / 3) AS q, CAST(a AS DOUBLE) / b AS r FROM t WHERE s LIKE 'x%' AND a IN (1, 2)",
    "WITH v (n) AS (VALUES (1), (2)) SELECT CAST(d + n * INTERVAL '1' DAY AS DATE) AS day FROM t CROSS JOIN v",
    "SELECT max_by(s, a) OVER (PARTITION BY b ORDER BY d ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS held FROM t",
    "SELECT date_diff('day', d, DATE '2024-01-01') AS days, extract(year FROM d) AS year FROM t",
    // A name that the table has as well is the table's.
    "SELECT sum(a) AS a, sum(a * b) AS ab FROM t WHERE a > 0",
  ])("finds nothing in %s", async (select) => {
    expect(await faultsOf(database, select)).toEqual([]);
  });

  it("says so where a text is no SELECT", async () => {
    expect(await faultsOf(database, "DROP TABLE t")).toEqual([expect.stringContaining("SELECT")]);
  });
});

describe("the engine that runs the measures", () => {
  it("gives whole numbers beyond 2^53 exactly, days as text and nothing as null", async () => {
    const { query } = duckDbEngine(database);
    const [row] = await query(
      "SELECT CAST(9007199254740993 AS DECIMAL(38,0)) AS big, CAST(12 AS DECIMAL(38,0)) AS small, CAST(1.5 AS DECIMAL(9,2)) AS half, DATE '2024-02-29' AS day, CAST(NULL AS VARCHAR) AS none",
    );
    expect(row).toEqual({ big: 9007199254740993n, small: 12, half: 1.5, day: "2024-02-29", none: null });
  });

  it("keeps rows under a name, in place of those kept before", async () => {
    const { query, keep } = duckDbEngine(database);
    await keep("kept", "SELECT 1 AS n");
    await keep("kept", "SELECT 2 AS n");
    expect(await query("SELECT n FROM kept")).toEqual([{ n: 2 }]);
  });
});
