import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { read, utils, type WorkBook, write } from "@e965/xlsx";
import { type SmallSource, writeSmallProgramme } from "../small-programme.ts";

/** Identifiers of the planted programme: none of them may stand in any file beside the exports. */
export const identifiers = [
  "9990000018",
  "9990000026",
  "9990000034",
  "Qzobrowski",
  "Ylvahilde",
  "LW-secret-7",
];

const referrals: SmallSource = {
  profile: {
    recognise: ["NHS", "Case", "Received"],
    person: { nhs_number: "NHS", local_id: "Client" },
    identifying: ["NHS", "Client", "Surname"],
    tables: {
      person: { fields: { gender: { column: "Gender", type: "code", codes: "gender" } } },
      referral: {
        fields: {
          source_referral_id: { column: "Case", required: true },
          received_date: { column: "Received", type: "date", required: true },
          closed_date: { column: "Closed", type: "date" },
          service: "Service",
          link_worker: "Worker",
        },
      },
    },
  },
  files: {
    "r.csv": [
      ["NHS", "Client", "Surname", "Case", "Received", "Closed", "Gender", "Service", "Worker", "Free text"],
      [
        "9990000018",
        "C1",
        "Qzobrowski",
        "R1",
        "31/02/2023",
        "",
        "Female",
        "S1",
        "LW-secret-7",
        "Ylvahilde rang",
      ],
      ["9990000026", "C2", "Qzobrowski", "R2", "01/03/2023", "=1+1", "Femalle", "S1", "LW-secret-7", ""],
      ["9990000034", "C3", "Qzobrowski", "R3", "02/03/2023", "", "Femalle", "S2", "LW-secret-7", ""],
      ["", "C4", "Qzobrowski", "R4", "-5", "", "<script>alert(1)</script>", "S2", "LW-secret-7", "x"],
      ["9990000018", "C1", "Qzobrowski", "R5", "03/04/2023", "05/04/2023", "Male", "S1", "LW-secret-7", ""],
      ["9990000018", "C1", "Qzobrowski", "R6", "03/04/2023"],
    ],
  },
};

/** Writes a programme with planted faults: two unreadable dates, a formula, unmapped genders, a row that is cut short. */
export const plantedProgramme = (): string =>
  writeSmallProgramme(
    { referrals },
    {
      name: "<script>alert(2)</script>",
      services: [
        { id: "S1", name: "One" },
        { id: "S2", name: "Two" },
      ],
    },
  );

export const quarantineOf = (folder: string, name = "exports_referrals_r.csv.xlsx"): string =>
  join(folder, ".what-matters/quarantine", name);

/** Changes cells of a quarantine workbook as a person would, and saves it elsewhere. `cells`: row in export → column → text. */
export function correctWorkbook(
  from: string,
  to: string,
  cells: Readonly<Record<string, Readonly<Record<string, string | number | Date>>>>,
): string {
  const book: WorkBook = read(readFileSync(from));
  const sheet = book.Sheets.Quarantine ?? {};
  const lines = utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false, defval: "" });
  const header = lines[0] ?? [];
  for (const [row, changes] of Object.entries(cells)) {
    const at = lines.findIndex((line) => line[0] === row);
    if (at < 0) throw new Error(`No row ${row} in ${from}.`);
    for (const [column, value] of Object.entries(changes)) {
      const place = utils.encode_cell({ r: at, c: header.indexOf(column) });
      sheet[place] =
        value instanceof Date
          ? { t: "n", v: value.getTime() / 86_400_000 + 25_569, z: "dd/mm/yyyy" }
          : { t: typeof value === "number" ? "n" : "s", v: value };
    }
  }
  writeFileSync(to, write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
  return to;
}

/** Every file below a state folder but the warehouse, with its path. */
export function stateFiles(folder: string): readonly string[] {
  const state = join(folder, ".what-matters");
  return (readdirSync(state, { recursive: true, withFileTypes: true }) as import("node:fs").Dirent[])
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
