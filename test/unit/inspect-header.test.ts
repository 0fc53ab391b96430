import { describe, expect, it } from "vitest";
import { guessHeader } from "../../loaders/inspect/guess-header.ts";
import { alikeWords, headerWords } from "../../loaders/inspect/header-words.ts";
import { scoreName } from "../../loaders/inspect/score-name.ts";

const known = (name: string) => /date|score|id$/iu.test(name);
const unknown = () => false;

describe("the row that looks most like a header", () => {
  it("is found below titles, which are never taken for it", () => {
    const rows = [
      ["Quarterly list", "", ""],
      ["Run by: A Manager", "", "05/04/2024"],
      ["", "", ""],
      ["Client ID", "Date", "Score"],
      ["C1", "01/02/2024", "40.7"],
      ["C2", "13/02/2024", "50.1"],
    ];
    expect(guessHeader(rows, known)).toMatchObject({ first: 3, last: 3 });
  });

  it("is found without a known name where the values below it are numbers and dates", () => {
    const rows = [
      ["Kode", "Vandaag", "Punten"],
      ["a", "01/02/2024", "40"],
      ["b", "02/02/2024", "41"],
    ];
    expect(guessHeader(rows, unknown)?.first).toBe(0);
  });

  it("is none where the first row is a person: it would be printed", () => {
    const person = ["Aleph Example", "999 000 0018", "01/02/1950"];
    expect(guessHeader([person, ["Beth Example", "999 000 0026", "01/03/1951"]], unknown)).toBeUndefined();
    const names = [
      ["Aleph", "Example"],
      ["Beth", "Specimen"],
      ["Gimel", "Sample"],
    ];
    expect(guessHeader(names, unknown)).toBeUndefined();
  });

  it("stands on two rows where the second names what the first groups", () => {
    const rows = [
      ["Client ID", "PAM", "", "ONS4", ""],
      ["", "Pre", "Post", "Pre", "Post"],
      ["C1", "40.1", "50.2", "3", "5"],
      ["C2", "41.1", "51.2", "4", "6"],
    ];
    const found = guessHeader(rows, known);
    expect(found).toMatchObject({ first: 0, last: 1 });
    expect(found?.cells).toEqual(["Client ID", "PAM Pre", "PAM Post", "ONS4 Pre", "ONS4 Post"]);
  });
});

describe("names of columns", () => {
  it.each([
    ["DOB", "Date of Birth"],
    ["NHS No", "nhs_number"],
    ["RefDate", "Date of referral"],
    ["Ref No", "Referral ID"],
    ["Patient ref", "Client number"],
    ["Duration (mins)", "Length (minutes)"],
  ])("%s is %s", (one, other) => {
    expect(alikeWords(headerWords(one), headerWords(other))).toBe(1);
  });

  it.each([
    ["Contact date", "Referral date"],
    ["Worker name", "Service name"],
    ["Client ID", "Referral ID"],
  ])("%s is not %s", (one, other) => {
    expect(alikeWords(headerWords(one), headerWords(other))).toBeLessThan(0.6);
  });
});

describe("names of scores", () => {
  it.each([
    ["pam score pre", "pam", "baseline", undefined],
    ["pam follow up", "pam", "follow_up", undefined],
    ["swemwbs 3", "swemwbs", undefined, 3],
    ["ucla 3 2", "ucla3", undefined, 2],
    ["ons 4 life satisfaction exit", "ons4_satisfied", "follow_up", undefined],
    ["anxiety at 6 months", "ons4_anxious", "follow_up", undefined],
    ["gad 7 baseline", "gad7", "baseline", undefined],
  ])("%s", (plain, id, stage, number) => {
    const found = scoreName(plain);
    expect([found.known?.id, found.stage, found.number]).toEqual([id, stage, number]);
  });

  it("tells a change from a score", () => {
    expect(scoreName("pam change").about).toBe("derived");
    expect(scoreName("pam baseline date").about).toBe("date");
    expect(scoreName("pam level post").about).toBe("level");
  });
});
