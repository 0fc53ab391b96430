import { describe, expect, it } from "vitest";
import { projectVerdict } from "../../src/findings/project-verdict.ts";
import { projectsFinding } from "../../src/findings/projects-finding.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import type { BesideTogether, ComparedChange } from "../../src/release/project-comparisons-schema.ts";
import { comparedChange as compared } from "../compared-change.ts";
import { catalogue, row } from "./reports-support.ts";

type Project = Catalogue["projects"][number];

const project: Project = {
  id: "P1",
  name: "First",
  question: "Do more men come?",
  borough: null,
  service: "S1",
  target_label: null,
  comparator_label: "Networks without a project",
  measures: [{ measure: "share_men", instrument: "" }],
  context: [],
  grant: null,
  windows: [{ window: "before", from: "2022-01-01", to: "2022-12-31" }],
};
const hidden: ComparedChange = { ...compared, status: "not_shown", estimate: null, lower: null, upper: null };
const together: BesideTogether = {
  beside: "networks",
  later: "after",
  estimate: 0.06,
  lower: 0.02,
  upper: 0.1,
  level: 0.95,
};
const rows = (measure = "share_men", periods = ["before", "after"]) =>
  periods.map(
    (period) =>
      row({
        measure,
        area_type: "project",
        area: "P1",
        period_type: "window",
        period,
        value: 0.4,
      }) as ReleasedEstimate,
  );
const known = { instruments: catalogue.instruments, measures: catalogue.measures };
const told = (more: Partial<Parameters<typeof projectVerdict>[0]>) =>
  projectVerdict({ project, compared: null, together: null, rows: rows(), ...more }, known);

describe("the verdict on a project's question", () => {
  it("is answered only where the interval leaves out 0, whichever way, and few networks are left out", () => {
    expect(told({ compared }).kind).toBe("answered");
    expect(told({ compared: { ...compared, estimate: -0.06, lower: -0.1, upper: -0.02 } }).kind).toBe(
      "answered",
    );
    expect(told({ compared: { ...compared, lower: 0 } }).kind).toBe("not_yet");
    expect(told({ compared: { ...compared, left_out: 2 } }).kind).toBe("answered");
  });

  it("is a first look with many networks left out, and none where those left show nothing", () => {
    const gaps = { ...compared, networks: 6, left_out: 2 };
    expect(told({ compared: gaps })).toMatchObject({
      kind: "first_look",
      text: expect.stringContaining("2 of the 8 networks named beforehand are left out"),
    });
    expect(told({ compared: { ...gaps, lower: -0.01 } }).kind).toBe("not_yet");
  });

  it("is a first look at most where networks could only be taken together", () => {
    expect(told({ compared: hidden, together })).toMatchObject({
      kind: "first_look",
      text: expect.stringContaining("too few people stand behind single networks"),
    });
    expect(told({ compared: hidden, together: { ...together, lower: -0.01 } }).kind).toBe("not_yet");
    const others = { ...together, beside: "others" as const };
    expect(told({ together: others })).toMatchObject({
      kind: "first_look",
      text: expect.stringContaining("everybody else on the same lists"),
    });
  });

  it("says yes or no by the way that was hoped for beforehand, and for whom; a change for the worse answers too", () => {
    const hoping = (yes_if: "higher" | "lower" | null) => ({
      project: { ...project, first_measure: { yes_if, tells: null, does_not_tell: null } },
    });
    const fell = { ...compared, estimate: -0.06, lower: -0.1, upper: -0.02 };
    expect(told({ compared, ...hoping("higher") })).toMatchObject({
      kind: "answered",
      way: "yes",
      text: expect.stringMatching(/^Yes, for .* after the pilot: the change here lies clearly above/),
    });
    expect(told({ compared: fell, ...hoping("higher") })).toMatchObject({
      kind: "answered",
      way: "no",
      text: expect.stringMatching(/^No, it went the other way.*clearly below/),
    });
    expect(told({ compared: fell, ...hoping("lower") }).way).toBe("yes");
    expect(told({ compared: hidden, together, ...hoping("lower") })).toMatchObject({
      kind: "first_look",
      way: "no",
      text: expect.stringMatching(/^Towards no/),
    });
    expect(told({ compared: { ...compared, lower: 0 }, ...hoping("higher") }).way).toBeNull();
  });

  it("goes by the better way of a measure where nothing was said beforehand, and by none where it has none", () => {
    const [first] = catalogue.measures;
    if (first === undefined) throw new Error("No measure.");
    const way = (polarity: "higher" | "lower" | "neither") =>
      projectVerdict(
        { project, compared, together: null, rows: rows() },
        { ...known, measures: [{ ...first, id: "share_men", polarity }] },
      ).way;
    expect([way("higher"), way("lower"), way("neither")]).toEqual(["yes", "no", "higher"]);
  });

  it("says of each question without an answer why it has none", () => {
    const why = (more: Parameters<typeof told>[0]) => {
      const verdict = told(more);
      expect(verdict.kind).toBe("not_yet");
      return verdict.text;
    };
    expect(why({ project: { ...project, measures: [] } })).toMatch(/No measure was named/);
    expect(why({ rows: [] })).toMatch(/staff of one service/);
    expect(why({ rows: [], project: { ...project, windows: [] } })).toMatch(/No dates of a pilot/);
    expect(why({ rows: rows("share_men", ["after"]) })).toMatch(/cannot both be shown/);
    expect(why({ project: { ...project, comparator_label: null } })).toMatch(
      /no comparison networks were named/,
    );
    expect(why({ compared: hidden })).toMatch(/too few people/);
    const median = "median_days_open";
    expect(
      why({ project: { ...project, measures: [{ measure: median, instrument: "" }] }, rows: rows(median) }),
    ).toMatch(/a median cannot be compared/);
  });

  it("never says what made the difference", () => {
    for (const verdict of [told({ compared }), told({ compared: hidden, together }), told({})]) {
      expect(verdict.text).not.toMatch(/caus|reduc|led to|thanks to|because of/i);
    }
  });
});

describe("the verdicts of all projects", () => {
  it("are counted in one sentence, with what each word means", () => {
    const finding = projectsFinding(
      ["higher", "higher", "unclear"],
      [
        { kind: "answered", way: "no" },
        { kind: "not_yet", way: null },
        { kind: "not_yet", way: null },
      ],
    );
    expect(finding?.headline).toBe(
      "Of the questions of 3 projects, 1 is answered (on its first measure: no) and 2 are not answered yet.",
    );
    expect(finding?.detail[0]).toMatch(/^Answered:.*no proof/);
    expect(finding?.detail).toContain(
      "Of 3 projects, by the first measure of each: 2 higher than before the pilot and 1 with no clear change.",
    );
    expect(projectsFinding(["higher"], [{ kind: "answered", way: "yes" }])).toBeNull();
  });
});
