import { ingest } from "../../loaders/ingest.ts";
import { loadProgramme } from "../../loaders/load-programme.ts";

/** Ingests the programme folder that is named and prints the rows stored and the most memory taken, in bytes. */
const report = await ingest({
  loaded: loadProgramme(process.argv[2] ?? ""),
  environment: { WHAT_MATTERS_KEY: "a key for tests, not a secret", ...process.env },
});
const stored = report.files.reduce((sum, file) => sum + file.stored, 0);
process.stdout.write(`${JSON.stringify({ stored, most: process.resourceUsage().maxRSS * 1024 })}\n`);
