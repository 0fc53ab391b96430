import { describe, expect, it } from "vitest";
import { derivedForm } from "../../src/disclosure/derived-figures.ts";
import { policies } from "../../src/disclosure/policy.ts";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { Released } from "../../src/disclosure/sealed.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { withClusteredChange } from "../../src/release/clustered-change.ts";
import { fractionalCritical } from "../../src/statistics/student-t-fractional.ts";
import { row } from "./reports-support.ts";

const programme = programmeSchema.parse({
  id: "p",
  name: "P",
  synthetic: true,
  window: { from: "2022-01-01", to: "2022-12-31" },
  data_date: "2022-12-31",
  sources: [{ id: "s", file: "s.csv", profile: "s" }],
  instruments: [{ id: "pam", name: "PAM", short: "PAM", decimals: 1, range: [0, 100], better: "higher" }],
});
const change = (area: string, n: number, value: number, more: Partial<ReleasedEstimate> = {}) =>
  row({
    measure: "mean_change",
    instrument: "pam",
    area_type: area === "" ? "programme" : "service",
    area: area === "" ? "programme" : area,
    method: "t-interval-paired",
    n,
    value,
    ...more,
  }) as ReleasedEstimate;
const worked = (rows: readonly ReleasedEstimate[]) =>
  withClusteredChange(Released.mark(rows), programme, policies["nhs-england"]).value.slice(rows.length);
/** 60, 120 and 180 people: a sixth, a third and a half of all. */
const services = [change("A", 60, 1), change("B", 120, 3), change("C", 180, 5)];
const whole = change("", 360, 3.7);

describe("the change allowing for people of one service being alike", () => {
  it("is the average of the services with CR2's interval, worked out by hand", () => {
    const [found, ...others] = worked([whole, ...services]);
    expect(others).toEqual([]);
    // (11/3 = 3.667; sums of residuals −160, −80 and 240; 160² ÷ 5/6 + 80² ÷ 2/3 + 240² ÷ 1/2 = 155,520; ÷ 360² = 1.2.
    // Degrees of freedom: 1 ÷ (7/18 + 2 (1/180 + 1/60 + 1/12)) = 5/3.
    const half = fractionalCritical(5 / 3, 0.95) * Math.sqrt(1.2);
    expect(found).toMatchObject({
      measure: "clustered_change",
      method: "clustered-errors",
      area_type: "programme",
      n: 360,
      value: 3.7,
      lower: Number((11 / 3 - half).toFixed(1)),
      upper: Number((11 / 3 + half).toFixed(1)),
      level: 0.95,
      status: "published",
      note: "From the released averages of 3 services: so few that the interval is not to be relied on alone.",
    });
    expect(derivedForm("clustered_change")).toBeDefined();
  });

  it("is never narrower than the main interval, since rounded averages could hide how far services differ", () => {
    const alike = [change("A", 60, 3.7), change("B", 120, 3.7), change("C", 180, 3.8)];
    expect(worked([{ ...whole, lower: 3.1, upper: 4.3 }, ...alike])).toMatchObject([
      { lower: 3.1, upper: 4.3 },
    ]);
  });

  it("is not worked out where a service is withheld, or with fewer than three", () => {
    const hidden = { status: "withheld", n: null, value: null } as const;
    const gone = { status: "not_available", value: null, lower: null, upper: null };
    expect(worked([whole, ...services, change("D", 0, 0, hidden)])).toMatchObject([gone]);
    expect(worked([whole, ...services.slice(1)])).toMatchObject([{ status: "too_few", value: null }]);
    expect(worked([whole])).toEqual([]);
    const empty = { status: "too_few", value: null } as const;
    expect(worked([whole, ...services, change("D", 0, 0, empty)])).toEqual(worked([whole, ...services]));
  });
});
