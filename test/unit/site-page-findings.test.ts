import { describe, expect, it } from "vitest";
import { findingsOf, wantedFindings } from "../../src/site/page-findings.ts";

describe("the sentences that a page is given", () => {
  const all = {
    texts: ["a"],
    findings: Object.fromEntries(
      [
        "project||project|P1|all|all",
        "projects||project|P1|all|all",
        "projects||programme|programme|all|all",
        "evidence|pam|project|P1|window|after",
        "evidence|pam|programme|programme|all|all",
        "programme||programme|programme|all|all",
      ].map((key) => [key, [0, [], []] as [number, number[], number[]]]),
    ),
    not_shown: {},
  };
  const keys = (file: string) => Object.keys(findingsOf(all, wantedFindings(file) ?? [], true).findings);

  it("hold the kind of evidence and the grade for a project's page", () => {
    expect(keys("projects/P1.html")).toEqual([
      "project||project|P1|all|all",
      "projects||project|P1|all|all",
      "evidence|pam|project|P1|window|after",
      "evidence|pam|programme|programme|all|all",
    ]);
  });

  it("hold the grades of projects for the page of the programme", () => {
    expect(keys("programme.html")).toEqual([
      "evidence|pam|project|P1|window|after",
      "programme||programme|programme|all|all",
    ]);
  });
});
