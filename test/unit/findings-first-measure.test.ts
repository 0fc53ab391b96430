import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { forWhom } from "../../src/findings/answer-way.ts";
import { firstMeasureWords } from "../../src/findings/first-measure-words.ts";
import { measureWords } from "../../src/findings/measure-words.ts";
import { sidedLimits } from "../../src/findings/sided-words.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { declaredParts } from "../../src/release/declared-parts.ts";
import { sampleProgrammeYaml } from "../../src/sample/sample-programme.ts";
import { catalogue } from "./reports-support.ts";

const measures = [{ measure: "share_men", instrument: "" }];
const told = (tells: string | null, does_not_tell: string | null) =>
  firstMeasureWords({ measures, first_measure: { yes_if: null, tells, does_not_tell } });

describe("what a first measure tells", () => {
  it("is said as declared, with what it leaves open, and nothing where nothing was declared", () => {
    expect(told("who came.", "whether it helped")).toBe(
      "The first measure tells who came. It does not tell whether it helped.",
    );
    expect(told(null, "whether it helped")).toBe("The first measure does not tell whether it helped.");
    expect(firstMeasureWords({ measures })).toBe("");
  });

  it("is declared for each project of the sample, with what it leaves open", () => {
    const { projects } = declaredParts(programmeSchema.parse(parse(sampleProgrammeYaml())));
    expect(projects).toHaveLength(12);
    for (const project of projects) {
      expect(firstMeasureWords(project), project.id).toMatch(
        /^The first measure tells .*\. It does not tell /,
      );
    }
  });

  it("knows by which characteristics a target group is described", () => {
    const { projects } = declaredParts(programmeSchema.parse(parse(sampleProgrammeYaml())));
    const by = (id: string) => projects.find((one) => one.id === id)?.target_breakdowns;
    expect(by("SPIP07")).toEqual(["cohort", "ethnic_group", "interpreter"]);
    expect(by("SPIP16")).toEqual(["gender"]);
    expect(by("SPIP13")).toBeUndefined();
  });
});

describe("the networks of a project", () => {
  it("are named as declared, its own and those that its service serves as well", () => {
    const { projects } = declaredParts(programmeSchema.parse(parse(sampleProgrammeYaml())));
    const women = projects.find(({ id }) => id === "SPIP40");
    expect(women?.own_networks).toEqual(["Fallowmere PCN"]);
    expect(women?.comparison_networks?.map(({ name, same_service }) => [name, same_service])).toEqual([
      ["Oakenhythe PCN", false],
      ["Plumtree Bank PCN", true],
      ["Quincegate PCN", false],
      ["Rowanmead PCN", true],
    ]);
    expect(women?.shared_service).toBe(
      "Of the 4 comparison networks, 2 are served by the same service as the project: Plumtree Bank PCN and Rowanmead PCN.",
    );
  });
});

describe("whom an answer is about", () => {
  const [first] = catalogue.measures;
  if (first === undefined) throw new Error("No measure.");
  const unit = (text: string): Catalogue["measures"] => [{ ...first, id: "share_men", unit: text }];
  const project = { ...({} as Catalogue["projects"][number]), measures };

  it("is what the measure is a share of", () => {
    expect(forWhom(project, "after", unit("share of people seen"))).toBe("for people seen after the pilot");
    expect(forWhom(project, "during", unit("share of referrals"))).toBe(
      "for people referred during the pilot",
    );
    expect(forWhom(project, "after", unit("share of goals"))).toBe(
      "for goals of people referred after the pilot",
    );
    const scored = { ...project, measures: [{ measure: "mean_change", instrument: "pam" }] };
    expect(forWhom(scored, "after", [])).toBe("for people referred after the pilot who have both scores");
  });
});

describe("limits with sides in words", () => {
  const share = measureWords(undefined, "share_men", undefined);
  const days = measureWords(undefined, "median_days_open", undefined);

  it("never join a sign to lower or higher", () => {
    expect(sidedLimits(0.01, 0.22, share)).toBe("1 to 22 higher");
    expect(sidedLimits(-0.75, -0.2, share)).toBe("20 to 75 lower");
    expect(sidedLimits(-0.13, 0.04, share)).toBe("from 13 lower to 4 higher");
    expect(sidedLimits(0, 0.04, share)).toBe("from 0 to 4 higher");
    expect(sidedLimits(-0.13, 0, share, ["less", "more"])).toBe("from 0 to 13 less");
  });

  it("are as wide in words as in figures: days round outwards on either side", () => {
    expect(sidedLimits(-12.4, 3.2, days)).toBe("from 13 lower to 4 higher");
    expect(sidedLimits(-12.4, -3.6, days)).toBe("3 to 13 lower");
  });
});
