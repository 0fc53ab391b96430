import { describe, expect, it } from "vitest";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import { proposeCode } from "../../loaders/propose-code.ts";
import { type CodeList, codeListSchema, normaliseRaw, spellings } from "../../src/model/code-list.ts";

const lists = shippedCodeLists();
const listOf = (id: string): CodeList => {
  const list = lists.get(id);
  if (list === undefined) throw new Error(`No list ${id}.`);
  return list;
};

/** Values as people write them, and the code that each stands for; undefined where nobody can tell. */
const labelled: Readonly<Record<string, readonly (readonly [string, string | undefined])[]>> = {
  ethnic_category: [
    ["Bangldeshi", "K"],
    ["Asian Bangladesi", "K"],
    ["Bangladeshi - Asian ethnicity", "K"],
    ["Pakistanii", "J"],
    ["Asain - Pakistani", "J"],
    ["White Brittish", "A"],
    ["whitebritish", "A"],
    ["British, White (patient reported)", "A"],
    ["Black Carribean", "M"],
    ["Carribean", "M"],
    ["Black Afr", "N"],
    ["Black African heritage", "N"],
    ["African - Black ethnicity", "N"],
    ["Mixed: Asian & White", "F"],
    ["Chinesse", "R"],
    ["Sri-Lankan origin", "L"],
    ["Declned to say", "Z"],
    ["Not recoreded", "99"],
    // Each of these names another group than the words that it shares with one.
    ["White African", undefined],
    ["South African", undefined],
    ["North African", undefined],
    ["American Indian", undefined],
    ["Half Indian", undefined],
    ["British (Moroccan)", undefined],
    ["Not Indian", undefined],
    ["Indian and Pakistani", undefined],
    ["Asian", undefined],
    ["Black", undefined],
    ["White", undefined],
    ["Mixed heritage", undefined],
    ["British Afro", undefined],
    ["see notes", undefined],
    ["as on paper form", undefined],
  ],
  language: [
    ["Bengalii", "bn"],
    ["Sylhety", "bn"],
    ["Punjbai", "pa"],
    ["Somali speaker", "so"],
    ["Speaks Somali - interpreter needed", "so"],
    ["Portuguees", "pt"],
    ["Mandarinn", "cmn"],
    ["Cantonesse", "yue"],
    ["Kurdish Soran", "ckb"],
    ["Vietnamesse", "vi"],
    ["First language Polish", "pl"],
    ["Ukranain", "uk"],
    ["Somali and English", undefined],
    ["Not English", undefined],
    ["Farsi/Dari", undefined],
    ["Romania", undefined],
    ["Klingon", undefined],
    ["No", undefined],
  ],
  gender: [
    ["Femal", "2"],
    ["Mlae", "1"],
    ["Gender: male", "1"],
    ["Non binary identity", "9"],
    ["Trans", undefined],
    ["Transgender", undefined],
    ["Emale", undefined],
    ["Same as at birth", undefined],
  ],
  attendance: [
    ["Atended", "5"],
    ["Attended video call", "5"],
    ["Did not atend", "3"],
    ["DNA appointment", "3"],
    ["Cancelled by clients", "2"],
    ["Canceled - by the patient", "2"],
    ["Cancelled", undefined],
    ["Not sure if attended", undefined],
    ["Partially attended", undefined],
    ["Attended by mistake", undefined],
    ["No answer", undefined],
  ],
  referral_source: [
    ["Social servces", "social_care"],
    ["Adult social care staff", "social_care"],
    ["Referred by the GP team", "gp"],
    ["Helth visitor", "other_health"],
    ["Helath visitor", "other_health"],
    ["Housing asociation", "housing"],
    ["Referred to GP", undefined],
    ["School nurse and GP", undefined],
    ["Housing benefit office", undefined],
    ["Self harm team", undefined],
    ["Care", undefined],
  ],
};

describe("proposeCode", () => {
  const cases = Object.entries(labelled).flatMap(([list, values]) =>
    values.map(([raw, code]) => [list, raw, code] as const),
  );

  it("is tried on values that no list has", () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
    for (const [list, raw] of cases)
      expect(spellings(listOf(list)).get(normaliseRaw(raw)), `${list}: ${raw}`).toBeUndefined();
  });

  it.each(cases)("%s: %j stands for %s", (list, raw, code) => {
    expect(proposeCode(listOf(list), raw)?.code).toBe(code);
  });

  it("gives the code's label and says why", () => {
    expect(proposeCode(listOf("ethnic_category"), "Bangldeshi")).toEqual({
      code: "K",
      label: "Asian - Bangladeshi",
      how: 'spelt nearly as "bangladeshi"',
    });
    expect(proposeCode(listOf("language"), "Somali speaker")?.how).toBe('says no more than "somali"');
  });

  it("never proposes a code that differs in a number, and nothing for a blank", () => {
    const networks = codeListSchema.parse({
      id: "pcn",
      title: "Networks",
      source: "A test.",
      codes: [{ code: "U12345", label: "Elm Tree Network 1" }],
    });
    expect(proposeCode(networks, "U12346")).toBeUndefined();
    expect(proposeCode(networks, "Elm Tree Network 2")).toBeUndefined();
    expect(proposeCode(networks, "Elm Tree Netwrk 1")?.code).toBe("U12345");
    expect(proposeCode(networks, " - ")).toBeUndefined();
  });

  it("finds the code again where one letter of a long spelling is lost, or none, but hardly ever another", () => {
    let [right, wrong, none] = [0, 0, 0];
    for (const id of ["ethnic_category", "language", "attendance", "referral_source"]) {
      const known = spellings(listOf(id));
      for (const [index, [text, code]] of [...known].entries()) {
        if (index % 5 !== 0 || text.length < 8 || /^[^\p{L}]/u.test(text)) continue;
        for (let at = 1; at < text.length; at += 3) {
          const slip = text.slice(0, at) + text.slice(at + 1);
          if (known.has(normaliseRaw(slip))) continue;
          const found = proposeCode(listOf(id), slip)?.code;
          if (found === undefined) none++;
          else if (found === code) right++;
          else wrong++;
        }
      }
    }
    expect(wrong / (right + wrong)).toBeLessThan(0.002);
    expect(right / (right + none + wrong)).toBeGreaterThan(0.5);
  });
});
