import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ExactEstimate } from "../../src/disclosure/protect-estimates.ts";
import { copyProgramme, exactOf, ingestFolder } from "../programme-folder.ts";
import { hasPublished, publishedFile } from "../published-data.ts";

const template = resolve(import.meta.dirname, "../../data/templates/proms-knee");
const file = "proms/Knee Replacements Provider 1718.csv";
const here = hasPublished(file);

interface KnownAnswer {
  readonly id: string;
  readonly published: Readonly<Record<"n" | "pre" | "post" | "gain" | "improved" | "same" | "worse", number>>;
}

const answers: readonly KnownAnswer[] = here
  ? (JSON.parse(readFileSync(publishedFile("known_answers.json"), "utf8")) as KnownAnswer[]).filter((one) =>
      one.id.startsWith("proms1718-"),
    )
  : [];
const instruments: Readonly<Record<string, string>> = {
  "EQ-5D Index": "eq5d_index",
  "EQ VAS": "eq_vas",
  "Oxford Knee Score": "oks",
};

describe.skipIf(!here)(
  "NHS PROMs 2017-18, knee replacement (public download: NHS Digital, Patient Reported Outcome Measures, patient-level file; set WHAT_MATTERS_PUBLISHED_DATA)",
  () => {
    let estimates: readonly ExactEstimate[];
    beforeAll(async () => {
      const folder = copyProgramme(template, {
        "exports/Knee Replacements Provider 1718.csv": { link: publishedFile(file) },
      });
      // One of the published cells is of a trust outside London.
      const path = join(folder, "programme.yaml");
      const text = readFileSync(path, "utf8");
      writeFileSync(
        path,
        text.replace("services:\n", "services:\n  - { id: RRF, name: Wrightington Wigan and Leigh }\n"),
      );
      const report = await ingestFolder(folder);
      expect(report.files.map((one) => [one.rows, one.stored, one.quarantined, one.excluded])).toEqual([
        [45_997, 45_997, 0, 0],
      ]);
      estimates = await exactOf(folder);
    });

    it("has the 39 cells that NHS Digital published to compare with", () => {
      expect(answers).toHaveLength(39);
    });

    it.each(answers)("equals the published figures of $id", ({ id, published }) => {
      const [, organisation, kind, name] = /^proms1718-(\w+)-Knee-(primary|revision)-(.+)$/.exec(id) ?? [];
      const find = (measure: string): ExactEstimate => {
        const found = estimates.find(
          (one) =>
            one.measure === measure &&
            one.instrument === instruments[name ?? ""] &&
            one.breakdown === "cohort" &&
            one.category === kind &&
            one.period === "all" &&
            (organisation === "England"
              ? one.area_type === "programme"
              : one.area_type === "service" && one.area === organisation),
        );
        if (found === undefined) throw new Error(`There is no ${measure} for ${id}.`);
        return found;
      };
      expect(find("mean_change").n).toBe(published.n);
      expect(Math.abs((find("mean_change").value ?? Number.NaN) - published.gain)).toBeLessThan(1e-4);
      expect(Math.abs((find("mean_baseline").value ?? Number.NaN) - published.pre)).toBeLessThan(1e-4);
      expect(Math.abs((find("mean_follow_up").value ?? Number.NaN) - published.post)).toBeLessThan(1e-4);
      expect(find("share_improved").numerator).toBe(published.improved);
      expect(find("share_same").numerator).toBe(published.same);
      expect(find("share_worse").numerator).toBe(published.worse);
    });
  },
);

it("tells apart the template from data: the template folder holds no exports", () => {
  expect(() => readFileSync(join(template, "exports", "Knee Replacements Provider 1718.csv"))).toThrow();
});
