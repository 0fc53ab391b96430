import { execFile } from "node:child_process";
import { createWriteStream, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { temporaryFolder } from "../programme-folder.ts";

const NOTE = "Came in to talk about housing, debts and getting out more; will ring on Tuesday. ".repeat(4);

function* rows(): Generator<string> {
  yield "Client ID,Referral Date,PAM Pre,Notes\n";
  for (let from = 0; from < 2_900_000; from += 1000) {
    let text = "";
    for (let row = from; row < from + 1000; row += 1) {
      const day = String(1 + (row % 28)).padStart(2, "0");
      text += `C${row},${day}/0${1 + (row % 9)}/2024,${40 + (row % 50)}.5,"${row} ${NOTE.slice(0, 290 + (row % 200))}"\n`;
    }
    yield text;
  }
}

test("a CSV of a gigabyte is inspected by its first rows, and says so", async () => {
  const csv = join(temporaryFolder(), "large.csv");
  await pipeline(Readable.from(rows()), createWriteStream(csv));
  expect(statSync(csv).size).toBeGreaterThan(1_000_000_000);
  const command = resolve(import.meta.dirname, "../../src/cli/bin.mjs");
  const { stdout } = await promisify(execFile)(process.execPath, [command, "inspect", csv]);
  expect(stdout).toContain("only its first 200,000 rows were looked at");
  expect(stdout).toContain("→ referral.received_date  (high");
}, 300_000);
