import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { unpackEstimates } from "../../reports/components/read-estimates.ts";
import { type PressureDocument, pressureSchema } from "../../src/findings/pressure-document.ts";
import { isPressed, pressureSignal } from "../../src/findings/pressure-signal.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import { catalogueSchema } from "../../src/release/catalogue.ts";
import { readEstimatesArrow } from "../../src/release/read-estimates-arrow.ts";
import { STRAINED_SERVICE } from "../../src/sample/units.ts";
import { sharedSample } from "../shared-sample.ts";

let folder = "";
let pressure: PressureDocument;
const json = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));

beforeAll(async () => {
  folder = (await sharedSample()).release;
  pressure = pressureSchema.parse(json("pressure.json"));
});

const named = (year: PressureDocument["years"][number]): readonly string[] =>
  year.services.filter((one) => isPressed(one) === true).map(({ service }) => service);

describe("signs of pressure in the sample", () => {
  it("name the service with planted strain in each of the last two years", () => {
    const years = pressure.years.slice(-2);
    expect(years.map(({ period }) => period)).toEqual(["2022-23", "2023-24"]);
    for (const year of years) expect(named(year)).toContain(STRAINED_SERVICE);
  });

  it("name unstrained services not more often than stated: 5% of service-years that can be judged", () => {
    const others = pressure.years.flatMap((year) =>
      year.services.filter((one) => one.service !== STRAINED_SERVICE && isPressed(one) !== null),
    );
    expect(others.length).toBeGreaterThan(20);
    expect(others.filter((one) => isPressed(one) === true).length).toBeLessThanOrEqual(0.05 * others.length);
  });

  it("judge only the flow where the team is too small for figures of staff", () => {
    const strained = pressure.years.at(-1)?.services.find(({ service }) => service === STRAINED_SERVICE);
    const judged = strained?.cells.filter(({ state }) => state !== "not_judged").map(({ rule }) => rule);
    expect(judged).toEqual(["new_referrals", "backlog", "open_cases"]);
  });

  it("show no number of what was not judged", () => {
    const numbers = pressure.years
      .flatMap(({ services }) => services.flatMap(({ cells }) => cells))
      .filter(({ state }) => state === "not_judged")
      .map(({ figure, mark, value, lower, upper }) => [figure, mark, value, lower, upper]);
    expect(numbers.length).toBeGreaterThan(0);
    for (const cell of numbers) expect(cell).toEqual(["", "", null, null, null]);
  });

  it("follow from the published figures alone", () => {
    const rows = ["estimates", "estimates-activity", "estimates-workforce"].flatMap((name) => {
      const file = readFileSync(join(folder, `${name}.arrow`));
      return unpackEstimates(readEstimatesArrow(file));
    });
    const again = pressureSignal(
      rows as unknown as readonly ReleasedEstimate[],
      catalogueSchema.parse(json("release.json")),
    );
    expect(JSON.parse(JSON.stringify(again))).toEqual(pressure);
  });
});
