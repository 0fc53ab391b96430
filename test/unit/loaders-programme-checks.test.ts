import { describe, expect, it } from "vitest";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { programmeLists } from "../../loaders/programme-lists.ts";
import { type CodeList, spellings } from "../../src/model/code-list.ts";
import { writeSmallProgramme } from "../small-programme.ts";

const sources = {
  none: { profile: { recognise: ["A"], tables: { spend: { fields: { kind: "A" } } } }, files: {} },
};
const project = (more: Readonly<Record<string, unknown>>) => ({
  services: [{ id: "SVC1", name: "One" }],
  areas: {
    version: "test",
    pcns: [
      { code: "N1", name: "North" },
      { code: "N2", name: "South" },
    ],
  },
  instruments: [{ id: "ucla3", name: "UCLA", short: "UCLA-3", decimals: 0, range: [3, 9], better: "lower" }],
  projects: [{ id: "P1", name: "First", question: "?", ...more }],
});
const load = (settings: Readonly<Record<string, unknown>>) =>
  loadProgramme(writeSmallProgramme(sources, settings));
const target = (more: Readonly<Record<string, unknown>>) => project({ target: { label: "Those", ...more } });

const QUESTION = {
  id: "single",
  label: "A question",
  source: "Declared for a test",
  better: "lower",
  instrument: "single",
};
const SHARE = { ...QUESTION, item: "q1", counted: ["1"], answers: ["1", "2"] };

describe("what programme.yaml refers to", () => {
  it("may be a network's service and a target's instrument, and must then exist", () => {
    const network = (service: string) => ({
      ...project({}),
      areas: { version: "test", pcns: [{ code: "N1", name: "North", service }] },
    });
    expect(load(network("SVC1")).programme.areas.pcns[0]?.service).toBe("SVC1");
    expect(() => load(network("SVC2"))).toThrow(/areas\.pcns "N1": service.*SVC1/s);
    const targets = (instrument: string) => ({
      ...project({}),
      targets: [{ measure: "follow_up_rate", instrument, value: 0.6, source: "S" }],
    });
    expect(load(targets("ucla3")).programme.targets).toHaveLength(1);
    expect(() => load(targets("ucla4"))).toThrow(/targets: instrument.*ucla3/s);
  });

  it("is accepted where all of it exists", () => {
    const { programme } = load({
      ...project({
        service: "SVC1",
        target: {
          label: "Older people who speak Somali, or anybody with a severe mental illness",
          languages: ["so"],
          age_from: 65,
          any: [{ cohorts: ["smi"] }, { ethnic_groups: ["Black"], gender: ["2"] }],
        },
        comparator: { label: "Others", pcns: ["N1", "N2"] },
        measures: ["share_target", { measure: "mean_change", instrument: "ucla3" }],
      }),
      pathway: {
        stages: [
          { fact: "referred", label: "Referred" },
          { fact: "started", label: "Started" },
        ],
      },
      workforce: { cbi_min_answered: { personal: 6, work: 7, client: 6 } },
    });
    expect(programme.projects).toHaveLength(1);
  });

  it.each([
    ["a service", project({ service: "SVC2" }), /service is "SVC2".*Did you mean "SVC1"/],
    ["a cohort", target({ cohorts: ["smii"] }), /target.cohorts holds "smii".*Did you mean "smi"/],
    [
      "a language in words",
      target({ languages: ["Somali"] }),
      /"Somali", which is no code.*Did you mean "so"/,
    ],
    ["a gender in words", target({ gender: ["Male"] }), /Did you mean "1"/],
    ["an ethnic group", target({ ethnic_groups: ["Blak"] }), /ethnic_groups is "Blak".*Did you mean "Black"/],
    ["a reason in an alternative", target({ any: [{ reasons: ["munny"] }] }), /target.reasons holds "munny"/],
    ["an age", target({ age_from: 65, age_to: 18 }), /age_from 65 lies above age_to 18/],
    ["a network", project({ comparator: { label: "x", pcns: ["N1", "N3"] } }), /comparator.pcns is "N3"/],
    ["a network twice", project({ comparator: { label: "x", pcns: ["N1", "N1"] } }), /"N1" stands twice/],
    ["a network that it works in", project({ pcns: ["N3"] }), /"P1": pcns is "N3"/],
    [
      "a network both with and without it",
      project({ pcns: ["N1"], comparator: { label: "x", pcns: ["N1"] } }),
      /works in "N1", which stands in its comparator.pcns too/,
    ],
    ["itself", project({ comparator: { label: "x", pcns: ["P1"] } }), /set against itself/],
    [
      "an instrument",
      project({ measures: [{ measure: "mean_change", instrument: "ucla" }] }),
      /instrument of a measure is "ucla".*Did you mean "ucla3"/,
    ],
    [
      "the start of the pathway",
      {
        pathway: {
          stages: [
            { fact: "accepted", label: "A" },
            { fact: "started", label: "B" },
          ],
        },
      },
      /starts with "accepted"/,
    ],
    [
      "the order of the pathway",
      {
        pathway: {
          stages: [
            { fact: "referred", label: "A" },
            { fact: "started", label: "B" },
            { fact: "contacted", label: "C" },
          ],
        },
      },
      /"contacted" after "started"/,
    ],
    [
      "a stage twice",
      {
        pathway: {
          stages: [
            { fact: "referred", label: "A" },
            { fact: "referred", label: "B" },
          ],
        },
      },
      /holds the fact "referred" twice/,
    ],
    [
      "the items of a scale",
      { workforce: { cbi_min_answered: { personal: 6, work: 8, client: 6 } } },
      /work is 8, but the scale has 7/,
    ],
    [
      "the guidance",
      { workforce: { referrals_per_fte: { from: 250, to: 200, source: "s" } } },
      /runs from 250 to 200/,
    ],
    ["the source of working time", { workforce: { time_from: ["diary"] } }, /workforce\.time_from.*"diary"/],
    [
      "the source of burnout points",
      { workforce: { cbi_points: [{ source: "diary", hundred_is: "least burnout" }] } },
      /cbi_points: source.*"diary"/,
    ],
    [
      "an answer that is counted",
      { workforce: { survey_items: [{ ...QUESTION, item: "q1", counted: ["4"], answers: ["1", "2"] }] } },
      /counted.*"4"/,
    ],
    [
      "a question twice",
      {
        workforce: {
          survey_items: [SHARE],
          survey_scores: [{ ...QUESTION, items: ["q1"], points: { a: 1 } }],
        },
      },
      /declares the survey question "single" twice/,
    ],
    [
      "a reversed item",
      {
        workforce: {
          survey_scores: [{ ...QUESTION, items: ["q1"], points: { a: 1 }, reversed: ["q2"] }],
        },
      },
      /reversed.*"q2"/,
    ],
    [
      "the fewest answers of a score",
      {
        workforce: {
          survey_scores: [{ ...QUESTION, items: ["q1"], points: { a: 1 }, min_answered: 2 }],
        },
      },
      /min_answered is 2, but it has 1 items/,
    ],
  ])("is refused with a remedy: %s", (_, settings, message) => {
    expect(() => load(settings)).toThrow(/PROGRAMME_INVALID programme.yaml/);
    expect(() => load(settings)).toThrow(message);
  });
});

describe("the code lists that a programme declares", () => {
  const lists = programmeLists(
    shippedCodeLists(),
    load({
      services: [
        { id: "SVC1", name: "Link work" },
        { id: "SVC2", name: "Link work" },
        { id: "SVC3", name: "Community team" },
      ],
      instruments: [
        {
          id: "ucla3",
          name: "Our loneliness questions",
          short: "OLQ",
          decimals: 0,
          range: [3, 9],
          better: "lower",
        },
      ],
    }).programme,
  );
  const read = (list: string, raw: string) => spellings(lists.get(list) as CodeList).get(raw);

  it("read a name as its code, and not one that two share", () => {
    expect(read("service", "community team")).toBe("SVC3");
    expect(read("service", "svc1")).toBe("SVC1");
    expect(read("service", "link work")).toBeUndefined();
  });

  it("add a programme's names of instruments to the shipped ones", () => {
    expect(read("instrument", "olq")).toBe("ucla3");
    expect(read("instrument", "ucla 3")).toBe("ucla3");
  });

  it.each([
    ["contact_mode", "Home visit", "home_visit"],
    ["contact_mode", "Zoom", "video"],
    ["contact_kind", "Firefighting", "service_failures"],
    ["contact_kind", "Admin", "administration"],
    ["activity", "Men's shed", "mens_group"],
    ["activity", "ESOL", "language_class"],
    ["goal_met", "Partially achieved", "partly"],
    ["staff_role", "SPLW", "link_worker"],
    ["leaving_reason", "Voluntary Resignation - Promotion", "another_job"],
    ["leaving_reason", "Moved into paid work", "employment"],
    ["absence_kind", "Annual leave", "other"],
    ["cbi_answer", "NEVER/ALMOST NEVER", "never"],
    ["cbi_answer", "To some degree", "somewhat"],
    ["agreement", "tend to disagree", "disagree"],
    ["outcome_stage", "baseline_arm_1", "baseline"],
    ["feedback", "Excellent", "5"],
  ])("%s reads %j as %s", (list, raw, code) => {
    const plain = raw
      .toLowerCase()
      .replace(/[/_-]+|\s+/g, " ")
      .replace(/ +/g, " ");
    expect(read(list, plain)).toBe(code);
  });
});
