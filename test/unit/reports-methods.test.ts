import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { withWorkedExamples } from "../../reports/components/worked-examples-html.ts";
import { measureLibrary } from "../../src/measures/library.ts";
import { allExamples } from "../../src/statistics/examples/all-examples.ts";
import type { WorkedExample } from "../../src/statistics/examples/worked-example.ts";
import calibration from "../fixtures/oracle/calibration.json" with { type: "json" };

const text = readFileSync("reports/methods.md", "utf8");
const examples = allExamples.flatMap((group) => group.examples);
const onSite = [
  ...new Set([
    ...measureLibrary.map(({ method }) => method),
    ...[
      ...(readFileSync("reports/components/figure.ts", "utf8")
        .split("METHOD_NAMES")[1]
        ?.split("};")[0]
        ?.matchAll(/^ {2}"?([a-z-]+)"?:/gm) ?? []),
    ].map(([, id = ""]) => id),
  ]),
];

describe("the Methods page", () => {
  it("has a section with an example for each method of a figure", () => {
    expect(onSite.length).toBeGreaterThan(12);
    for (const id of onSite) {
      const [, section = ""] = text.split(`<h2 id="${id}">`);
      expect(section.split("<h2")[0], id).toContain('class="example"');
    }
  });

  it("has each anchor once, and every anchor that it points to", () => {
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const links = [...text.matchAll(/(?:href="|\]\()#([a-z0-9-]+)/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(60);
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("shows every worked example once, under its group, in the order of the list", () => {
    const shown = [...text.matchAll(/\{\{example:([a-z0-9-]+)\}\}/g)].map(([, id]) => id);
    expect(shown).toEqual(examples.map(({ method }) => method));
    const groups = text.split('<h2 id="all-methods">')[1]?.split("<h3").slice(1) ?? [];
    expect(groups).toHaveLength(allExamples.length);
    for (const [index, { group, examples: own }] of allExamples.entries()) {
      expect(groups[index]).toContain(`>${group}</h3>`);
      for (const { method } of own) expect(groups[index]).toContain(`{{example:${method}}}`);
    }
  });

  it("says of a method either where it is described or that no page shows it yet, never both", () => {
    const entries = text.split('<h2 id="all-methods">')[1]?.split("<h4").slice(1) ?? [];
    expect(entries).toHaveLength(examples.length);
    for (const entry of entries) {
      const id = /\{\{example:([a-z0-9-]+)\}\}/.exec(entry)?.[1] ?? "";
      const own = entry.startsWith(` id="${id}">`);
      const waiting = entry.includes('class="not-yet"');
      expect(waiting && onSite.includes(id), id).toBe(false);
      expect(waiting && !own, id).toBe(false);
      if (!own) expect(entry, id).toMatch(/Described above.*\]\(#/);
    }
  });

  it("tells how often intervals are right as it was found", () => {
    const section = text.split('<h2 id="calibration">')[1]?.split("<h2")[0] ?? "";
    const rows = [...section.matchAll(/<tr><th scope="row">.*?<\/tr>/g)].map(([row]) =>
      [...row.matchAll(/<td class="num">([0-9.]+)<\/td>/g)].map(([, value]) => value),
    );
    const { typical, ceiling, many_zero_skewed: skewed, rare_large: rare } = calibration.paired_t_and_wilson;
    expect(rows).toEqual(
      [typical, ceiling, skewed, rare].map(({ t_coverage }) => t_coverage.map((value) => value.toFixed(1))),
    );
    const shares = calibration["exact_binomial_coverage_p_0.05_to_0.95"];
    const { unequal_8_workers: unequal } = calibration["clustering_icc_0.05"];
    const chart = calibration.spc_false_alarm_percent;
    const funnel = calibration.funnel_in_control;
    for (const told of [
      `in ${shares.n5.wilson.mean.toFixed(1)} of 100 samples of 5 people and ${shares.n200.wilson.mean.toFixed(1)} of 100`,
      `at worst ${shares.n5.wilson.min.toFixed(1)} with 5 people and ${shares.n200.wilson.min.toFixed(1)} with 200`,
      `CR1 gives 88 to ${unequal.CR1_t_Gminus1.toFixed(0)}`,
      `CR2 gives about ${unequal.CR2_satterthwaite.toFixed(0)}`,
      `ignoring it gives 73 to ${unequal.naive.toFixed(0)}`,
      `about ${chart.n24.any_flag_screened.toFixed(0)} of 100 charts; with 12 points it is ${chart.n12.any_flag_screened.toFixed(0)}, with 36 it is ${chart.n36.any_flag_screened.toFixed(0)}`,
      `${calibration["regression_to_mean_rho_0.7"].cut_47.false_positive_t_n50.toFixed(0)} in 100 show`,
      `${funnel.exact_95_mean_percent.toFixed(1)} in 100 lie outside the 95% limits and ${funnel.exact_998_mean_percent.toFixed(2)} in 100`,
    ]) {
      expect(section).toContain(told);
    }
  });
});

describe("a worked example as HTML", () => {
  const example: WorkedExample = {
    method: "made-up",
    title: "A <b> & a {{b}}",
    given: { columns: ["Who", "How many"], rows: [["Amal", 3]] },
    answers: [
      { label: "Cost", unit: "£", expected: -1234.5, decimals: 1 },
      { label: "Verdict", expected: "no_comparator", meaning: "refused: there is none" },
    ],
    citation: "Somebody (1999)",
    compute: () => [-1234.5, "no_comparator"],
  };

  it("is folded, escaped, without an empty line, and says a refusal as one", () => {
    const html = withWorkedExamples("before {{example:made-up}} after", [example]);
    expect(html).toMatch(/^before <details class="worked" id="example-made-up"><summary>/);
    expect(html).toContain("A &lt;b&gt; &amp; a &#123;&#123;b}}");
    expect(html).toContain('<th scope="col">Who</th><th scope="col" class="num">How many</th>');
    expect(html).toContain("<dt>Cost</dt><dd>−£1,234.5</dd>");
    expect(html).toContain('<dt>Verdict</dt><dd class="verdict">refused: there is none</dd>');
    expect(html).not.toMatch(/\n\s*\n/);
    expect(withWorkedExamples("no example", [example])).toBe("no example");
  });

  it("is not made where there is none, or where the toolkit's verdict is another", () => {
    expect(() => withWorkedExamples("{{example:unknown}}", [example])).toThrow("unknown");
    const other = { ...example, compute: () => [1, "includes_zero"] };
    expect(() => withWorkedExamples("{{example:made-up}}", [other])).toThrow("includes_zero");
  });
});
