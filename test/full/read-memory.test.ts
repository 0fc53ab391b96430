import { execFile } from "node:child_process";
import { createWriteStream, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { temporaryFolder } from "../programme-folder.ts";

const ROWS = 2_900_000;
const NOTE = "Came in to talk about housing, debts and getting out more; will ring on Tuesday. ".repeat(4);

function* rows(): Generator<string> {
  yield "Client ID,Referral Date,Status,Notes\n";
  for (let from = 0; from < ROWS; from += 1000) {
    let text = "";
    for (let row = from; row < from + 1000; row += 1) {
      const day = String(1 + (row % 28)).padStart(2, "0");
      text += `C${row},${day}/0${1 + (row % 9)}/2024,Open,"${row} ${NOTE.slice(0, 300 + (row % 200))}"\n`;
    }
    yield text;
  }
}

test("a CSV of a gigabyte is ingested in less than 1.5 GB of memory, of which the database has 600 MB", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "exports"));
  const csv = join(folder, "exports/large.csv");
  await pipeline(Readable.from(rows()), createWriteStream(csv));
  expect(statSync(csv).size).toBeGreaterThan(1_000_000_000);
  writeFileSync(
    join(folder, "programme.yaml"),
    stringify({
      id: "large",
      name: "A large export",
      synthetic: true,
      window: { from: "2024-01-01", to: "2024-12-31" },
      data_date: "2024-12-31",
      sources: [
        {
          id: "large",
          file: "exports/large.csv",
          date_order: "dmy",
          mapping: {
            recognise: ["Client ID", "Referral Date"],
            person: { local_id: "Client ID" },
            identifying: ["Client ID", "Notes"],
            tables: { referral: { fields: { received_date: { column: "Referral Date", type: "date" } } } },
          },
        },
      ],
    }),
  );
  const script = fileURLToPath(new URL("./ingest-once.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script, folder], {
    env: { ...process.env, WHAT_MATTERS_MEMORY: "600MB" },
  });
  const { stored, most } = JSON.parse(stdout) as { stored: number; most: number };
  expect(stored).toBe(ROWS);
  expect(most).toBeLessThan(1_500_000_000);
}, 600_000);
