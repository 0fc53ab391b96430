import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../src/warehouse/database.ts";
import { hmacSql } from "../../src/warehouse/hmac-sql.ts";

/** RFC 4231, section 4: key and data in hexadecimal, HMAC-SHA-256. Case 5 is truncated to 128 bits. */
const cases = [
  [
    "1",
    "0b".repeat(20),
    "4869205468657265",
    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
  ],
  [
    "2",
    "4a656665",
    "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  ],
  [
    "6",
    "aa".repeat(131),
    "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374",
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
  ],
  [
    "7",
    "aa".repeat(131),
    "5468697320697320612074657374207573696e672061206c6172676572207468616e20626c6f636b2d73697a65206b657920616e642061206c6172676572207468616e20626c6f636b2d73697a6520646174612e20546865206b6579206e6565647320746f20626520686173686564206265666f7265206265696e6720757365642062792074686520484d414320616c676f726974686d2e",
    "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
  ],
] as const;

describe("HMAC-SHA-256 in SQL", () => {
  it.each(cases)("gives RFC 4231 test case %s", async (_, key, data, digest) => {
    const database = await openDatabase();
    const text = Buffer.from(data, "hex").toString("utf8").replaceAll("'", "''");
    const [row] = await database.rows<{ h: string }>(
      `SELECT ${hmacSql(Buffer.from(key, "hex"), `'${text}'`)} AS h`,
    );
    database.close();
    expect(row?.h).toBe(digest);
  });

  it("agrees with Node's own on text beyond ASCII, and keeps null", async () => {
    const database = await openDatabase();
    const key = Buffer.from("a key of some length");
    const [row] = await database.rows<{ h: string; n: string | null }>(
      `SELECT ${hmacSql(key, "'Zoë – 999 000 0001'")} AS h, ${hmacSql(key, "NULL::VARCHAR")} AS n`,
    );
    database.close();
    expect(row?.h).toBe(createHmac("sha256", key).update("Zoë – 999 000 0001").digest("hex"));
    expect(row?.n).toBeNull();
  });
});
