import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspected, toldOf } from "../inspect-support.ts";
import { temporaryFolder } from "../programme-folder.ts";

/** A word that no text of ours holds: it would be found wherever it came out. */
const word = fc.stringMatching(/^[A-Z][a-z]{2,6}$/u).map((text) => `${text}qzx`);
const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{${length - 1}}$`, "u"));
const person = fc.record({
  name: fc.tuple(word, word).map((names) => names.join(" ")),
  ref: digits(9).map((text) => `Q${text}`),
  nhs: digits(7).map((text) => `999${text}`),
  phone: digits(6).map((text) => `07700 ${text}`),
  email: word.map((text) => `${text}@example.invalid`),
  birth: fc
    .tuple(fc.integer({ min: 13, max: 28 }), fc.integer({ min: 1930, max: 2009 }))
    .map(([day, year]) => `${day}/07/${year}`),
  note: fc
    .tuple(word, word, digits(8))
    .map(([one, two, number]) => `Saw ${one} and ${two}, ring 020 ${number}`),
  score: fc.integer({ min: 0, max: 10 }).map(String),
});

const HEADERS = {
  plain: ["Full name", "Client ref", "NHS number", "Mobile", "E-mail", "DOB", "Notes"],
  odd: ["Wer", "Kennung", "Nummer", "Draht", "Netz", "Tag", "Sonstiges"],
} as const;

describe("inspect", () => {
  it("tells no value of a column that identifies people, whatever its columns are called", {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(person, { minLength: 3, maxLength: 12 }),
        fc.constantFrom("plain", "odd"),
        fc.constantFrom(",", ";", "\t"),
        async (people, kind, delimiter) => {
          const rows = people.map(({ name, ref, nhs, phone, email, birth, note, score }) =>
            [name, ref, nhs, phone, email, birth, `"${note}"`, score].join(delimiter),
          );
          const path = join(temporaryFolder(), "list.csv");
          writeFileSync(
            path,
            [[...HEADERS[kind], "Life satisfaction baseline"].join(delimiter), ...rows, ""].join("\n"),
          );
          const told = toldOf(await inspected(path));
          for (const { score, ...details } of people)
            for (const detail of Object.values(details)) expect(told).not.toContain(detail);
          expect(told).not.toContain("qzx");
        },
      ),
      { numRuns: 20 },
    );
  });
});
