import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { loadCaseStudies } from "../../loaders/load-case-studies.ts";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { writeSmallProgramme } from "../small-programme.ts";

const study = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({
  id,
  service: "SVC1",
  title: "A walk",
  text: "She goes walking every week.",
  consent: { given_on: "2023-05-01", scope: "publication" },
  ...more,
});

function load(text: string) {
  const folder = writeSmallProgramme(
    { none: { profile: { recognise: ["A"], tables: { spend: { fields: { kind: "A" } } } }, files: {} } },
    {
      services: [{ id: "SVC1", name: "One" }],
      projects: [{ id: "P1", name: "First", question: "?" }],
      case_studies_file: "stories.yaml",
    },
  );
  writeFileSync(join(folder, "stories.yaml"), text);
  return loadCaseStudies(loadProgramme(folder));
}

describe("case studies", () => {
  it("are shown only with consent to publication that was given by the data date, and never withdrawn", () => {
    const { published, held } = load(
      stringify([
        study("open", { project: "P1", quote: "I like it." }),
        study("internal", { consent: { given_on: "2023-05-01", scope: "internal" } }),
        study("withdrawn", {
          consent: { given_on: "2023-05-01", scope: "publication", withdrawn_on: "2023-12-31" },
        }),
        study("later", { consent: { given_on: "2024-01-01", scope: "publication" } }),
        study("withdrawn-later", {
          consent: { given_on: "2023-05-01", scope: "publication", withdrawn_on: "2024-01-01" },
        }),
      ]),
    );
    expect(published.map(({ id }) => id)).toEqual(["open"]);
    expect(held).toBe(4);
    expect(published[0]).toEqual({
      id: "open",
      service: "SVC1",
      project: "P1",
      title: "A walk",
      text: "She goes walking every week.",
      quote: "I like it.",
      consent_given_on: "2023-05-01",
    });
  });

  it("may be none", () => {
    expect(load("# nothing yet\n")).toEqual({ published: [], held: 0 });
    expect(load("[]\n")).toEqual({ published: [], held: 0 });
  });

  const head = "- id: one\n  service: SVC1\n  title: A walk\n";
  const consent = "  consent: { given_on: 2023-05-01, scope: publication }\n";

  it.each([
    ["an NHS number", "His number is 999 100 1379."],
    ["an NHS number", "His number is 9991001379."],
    ["a postcode", "She lives at E17 8AB now."],
    ["a postcode", "near se15bn"],
    ["a phone number", "Ring 020 7946 0000 for her."],
    ["a phone number", "Ring +44 (0)7700 900123."],
    ["a phone number", "Ring 07700900123."],
    ["an e-mail address", "Write to a.person@example.org please."],
  ])("are refused with the line and the kind, never the value: %s", (kind, text) => {
    const error = () => load(`${head}  text: ${JSON.stringify(text)}\n${consent}`);
    expect(error).toThrow(/CASE_STUDY_IDENTIFIES stories.yaml, line 4/);
    expect(error).toThrow(new RegExp(`what looks like ${kind}`));
    let message = "";
    try {
      error();
    } catch (problem) {
      message = String(problem);
    }
    for (const word of text.split(" ").filter((one) => /\d|@/.test(one))) expect(message).not.toContain(word);
  });

  it.each([
    "In 2021-22 she went 12 times, from 10 to 15 people, 3.5 hours each.",
    "He is 68 and took 10,000 steps on 01/05/2023 at 10:30.",
    "PAM 55.7 to 67.8 (12.1 points), SW1 was far.",
  ])("may hold ordinary numbers: %s", (text) => {
    expect(load(`${head}  text: ${JSON.stringify(text)}\n${consent}`).published).toHaveLength(1);
  });

  it("are refused where they are of something that is not declared, with the line and the nearest", () => {
    expect(() => load(`${head.replace("SVC1", "SVC2")}  text: Fine.\n${consent}`)).toThrow(
      /CASE_STUDY_UNKNOWN stories.yaml, line 2: .*Did you mean "SVC1"/,
    );
    expect(() => load(`${head}  project: P9\n  text: Fine.\n${consent}`)).toThrow(
      /CASE_STUDY_UNKNOWN stories.yaml, line 4: .*project "P9"/,
    );
  });

  it("are refused without consent, with a word that is no scope, and with an id that stands twice", () => {
    expect(() => load(`${head}  text: Fine.\n`)).toThrow(/CASE_STUDIES_INVALID stories.yaml, line 1/);
    expect(() => load(`${head}  text: Fine.\n${consent.replace("publication", "everything")}`)).toThrow(
      /CASE_STUDIES_INVALID stories.yaml, line 5/,
    );
    expect(() => load(`${head}  text: Fine.\n${consent}${head}  text: Fine.\n${consent}`)).toThrow(
      /CASE_STUDIES_INVALID stories.yaml, line 6: the id "one" stands twice/,
    );
  });

  it("must be below the programme folder", () => {
    const folder = writeSmallProgramme(
      { none: { profile: { recognise: ["A"], tables: { spend: { fields: { kind: "A" } } } }, files: {} } },
      { case_studies_file: "../stories.yaml" },
    );
    expect(() => loadCaseStudies(loadProgramme(folder))).toThrow(/CASE_STUDIES_MISSING/);
  });
});
