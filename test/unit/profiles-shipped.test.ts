import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { planRows } from "../../loaders/field-plan.ts";
import { canonicalTables } from "../../src/model/canonical.ts";
import { loadCodeLists } from "../../src/model/code-list.ts";
import { type Profile, profileSchema } from "../../src/model/profile.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "loaders/profiles");
const lists = loadCodeLists(join(root, "data/reference/code-lists"));
const profiles = readdirSync(folder).map((file) => {
  const profile: Profile = profileSchema.parse(parse(readFileSync(join(folder, file), "utf8")));
  return { file, profile };
});

const mappings = (profile: Profile) => Object.values(profile.tables).flat();
const columns = (profile: Profile) =>
  mappings(profile).flatMap((table) =>
    Object.values(table.fields).flatMap(({ column, sum = [], ticked = [], join: joined = [] }) => [
      ...column,
      ...sum,
      ...ticked,
      ...joined,
    ]),
  );

describe("the shipped profiles", () => {
  it("are those that the toolkit promises, each in a file of its name", () => {
    expect(profiles.map(({ profile }) => profile.id).sort()).toEqual([
      "activity-log",
      "charitylog-contacts",
      "charitylog-referrals",
      "dhis2-tracker",
      "elemental-cases",
      "elemental-contacts",
      "emis-contacts",
      "emis-referrals",
      "esr-absence",
      "goal-reviews",
      "gp-contacts",
      "healthroster-absence",
      "joy-cases",
      "joy-contacts",
      "joy-trackers",
      "link-worker-roster",
      "ncdes-mi",
      "nhs-sickness-absence",
      "pam-workbook",
      "pcn-workforce",
      "proms-knee",
      "redcap-longitudinal",
      "redcap-surveys",
      "registered-patients",
      "registered-patients-map",
      "spend",
      "staff-survey",
      "support-sessions",
      "systmone-contacts",
      "systmone-patients",
      "systmone-referrals",
      "time-diary",
      "wellbeing-before-after",
      "wellbeing-surveys",
    ]);
    for (const { file, profile } of profiles) expect(file).toBe(`${profile.id}.yaml`);
  });

  it.each(profiles)(
    "$file maps fields that the canonical model has, through code lists that exist",
    ({ profile }) => {
      expect(planRows(profile, canonicalTables).length).toBeGreaterThan(0);
      for (const field of mappings(profile).flatMap((table) => Object.values(table.fields))) {
        if (field.codes !== undefined) expect([...lists.keys()]).toContain(field.codes);
        if (field.type === "code") expect(field.codes).toBeDefined();
      }
    },
  );

  it.each(profiles)("$file says what is known of the layout", ({ profile }) => {
    expect(profile.evidence.length).toBeGreaterThan(100);
    // Either the true file was read, or the columns are a starting point.
    expect(profile.evidence).toMatch(
      /starting point|(file|files|map) of .+ (was|were) read|was read|^A list/,
    );
  });

  it.each(profiles)(
    "$file calls no identifying column safe, and every person number identifying",
    ({ profile }) => {
      const identifying = new Set(profile.identifying.map((name) => name.toLowerCase()));
      for (const name of profile.safe) expect(identifying).not.toContain(name.toLowerCase());
      for (const name of [profile.person?.nhs_number, profile.person?.local_id]) {
        if (name !== undefined) expect(identifying).toContain(name.toLowerCase());
      }
      // The name of a survey's event names nobody.
      for (const name of columns(profile).filter(
        (column) =>
          column !== "redcap_event_name" &&
          /birth|name|link worker|caseworker|consulter|seen by|logged by|assigned to|identifier|^worker$/i.test(
            column,
          ),
      )) {
        expect(identifying).toContain(name.toLowerCase());
      }
    },
  );

  it.each(profiles)("$file has no spelling that stands for two columns", ({ profile }) => {
    const spellings = [...new Set([...columns(profile), ...Object.keys(profile.synonyms)])].flatMap(
      (column) => [
        column.toLowerCase(),
        ...new Set(
          (profile.synonyms[column] ?? [])
            .map((one) => one.toLowerCase())
            .filter((one) => one !== column.toLowerCase()),
        ),
      ],
    );
    expect(spellings.filter((one, index) => spellings.indexOf(one) !== index)).toEqual([]);
  });

  it("read a PROMs pair only where before, after and predicted are all there", () => {
    const proms = profiles.find(({ profile }) => profile.id === "proms-knee")?.profile;
    const outcomes = proms?.tables.outcome ?? [];
    expect(outcomes.map((one) => [one.set.instrument, one.set.stage, one.requires.length])).toEqual([
      ["eq5d_index", "baseline", 3],
      ["eq5d_index", "follow_up", 3],
      ["eq_vas", "baseline", 3],
      ["eq_vas", "follow_up", 3],
      ["oks", "baseline", 3],
      ["oks", "follow_up", 3],
    ]);
    // 9 is a real Oxford Knee Score and 999 is missing for the visual analogue scale only.
    expect(outcomes.map((one) => one.fields.score?.missing)).toEqual([[], [], ["999"], ["999"], [], []]);
  });
});
