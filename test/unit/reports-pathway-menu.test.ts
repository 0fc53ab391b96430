import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { digitalExclusion } from "../../reports/components/digital-exclusion.ts";
import { type EstimateRow, indexEstimates } from "../../reports/components/estimate-index.ts";
import type { Release } from "../../reports/components/load-release.ts";
import { menuFigure } from "../../reports/components/menu-figure.ts";
import { pathwayOffers } from "../../reports/components/pathway-offers.ts";
import { remoteContacts } from "../../reports/components/remote-contacts.ts";
import { defaultSelection } from "../../reports/components/selection.ts";
import { tiersFigure } from "../../reports/components/tiers-figure.ts";
import { waitingReasonsFigure } from "../../reports/components/wanted-figures.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { catalogue as empty, row } from "./reports-support.ts";

beforeAll(() => {
  const dom = parseHTML("<!doctype html><html><body></body></html>");
  Object.assign(globalThis, { document: dom.document, window: dom.window });
  Object.assign(globalThis, {
    ResizeObserver: class {
      observe(): void {}
      disconnect(): void {}
    },
  });
});

const service = (id: string, offers: string[]): Catalogue["services"][number] =>
  ({ id, name: id, borough: null, model: { based_in: "", employer: "", referrers: [], offers } }) as never;
const catalogue: Catalogue = {
  ...empty,
  services: [service("A", ["Health checks", "counselling"]), service("B", ["Health checks"])],
  breakdowns: [
    {
      breakdown: "activity_type",
      label: "Kind of support",
      categories: [
        { category: "counselling", label: "Counselling" },
        { category: "health_check", label: "Health check" },
      ],
    },
    {
      breakdown: "waiting_reason",
      label: "Why",
      categories: [
        { category: "venue_closed", label: "Group or venue closed" },
        { category: "digital", label: "No means to join online" },
      ],
    },
    {
      breakdown: "tier",
      label: "Tier",
      categories: [
        { category: "0", label: "Tier 0" },
        { category: "3", label: "Tier 3" },
      ],
    },
  ],
};
const share = (measure: string, parts: Partial<EstimateRow>): EstimateRow =>
  row({
    measure,
    method: "wilson",
    value: 0.5,
    lower: 0.4,
    upper: 0.6,
    numerator: 50,
    denominator: 100,
    ...parts,
  });
const release = (rows: readonly EstimateRow[]): Release => ({
  catalogue,
  findings: { findings: {}, not_shown: {} } as never,
  estimates: indexEstimates(rows),
});
const selection = defaultSelection(catalogue);
const words = (node: Node) => (node as HTMLElement).textContent ?? "";
const caption = (node: Node) => (node as HTMLElement).querySelector("figcaption")?.textContent ?? "";

describe("support wanted, offered and begun", () => {
  const begun = (category: string, parts: Partial<EstimateRow>) =>
    share("share_support_started", { breakdown: "activity_type", category, ...parts });

  it("names the kinds least begun first, and what not every service offers, plurals aside", () => {
    const figure = menuFigure(
      release([begun("counselling", { value: 0.7 }), begun("health_check", { value: 0.3 })]),
      selection,
    );
    expect(caption(figure)).toMatch(/fewest had begun for health check, 30%.* and counselling, 70%/);
    expect(caption(figure)).toContain("Not every service offers counselling.");
    const cells = [...(figure as HTMLElement).querySelectorAll("tbody tr")].map(
      (line) => line.lastElementChild?.textContent,
    );
    expect(cells).toEqual(["1 of 2", "2 of 2"]);
  });

  it("names what is on no service’s menu, with how often people were sent there all the same", () => {
    const more: Catalogue = {
      ...catalogue,
      breakdowns: catalogue.breakdowns.map((one) =>
        one.breakdown === "activity_type"
          ? {
              ...one,
              categories: [
                ...one.categories,
                { category: "decluttering", label: "De-cluttering" },
                { category: "diet", label: "Diet and nutrition" },
                { category: "other", label: "Another activity" },
              ],
            }
          : one,
      ),
    };
    const sent = share("share_referred_to", {
      ...{ breakdown: "activity_type", category: "decluttering", value: 0.01, lower: 0, upper: 0.02 },
      denominator: 5000,
    });
    const figure = menuFigure(
      { ...release([begun("counselling", {}), sent]), catalogue: more },
      selection,
    ) as HTMLElement;
    expect(caption(figure)).toContain(
      "On no service’s menu: de-cluttering (yet 1.0% of the referrals sent on are recorded as sent to it); diet and nutrition.",
    );
    const last = [...figure.querySelectorAll("tbody tr")].map((line) => line.lastElementChild?.textContent);
    expect(last).toEqual(["1 of 2", "2 of 2", "0 of 2", "0 of 2", "\u2013"]);
    const offers = pathwayOffers(more) as HTMLElement;
    expect(words(offers)).toContain("No service at all names de-cluttering or diet and nutrition");
    const rows = [...offers.querySelectorAll("tbody tr")].map((line) =>
      [...line.children].map(({ textContent }) => textContent),
    );
    expect(rows).toContainEqual(["De-cluttering", "0 of 2", "None"]);
    expect(rows.flat()).not.toContain("Another activity");
  });

  it("says that numbers are small where all are withheld, and is absent where nothing is held", () => {
    const withheld = { status: "withheld", value: null, lower: null, upper: null } as const;
    const figure = menuFigure(
      release([begun("counselling", withheld), begun("health_check", withheld)]),
      selection,
    );
    expect(caption(figure)).toContain("cannot be shown for any kind");
    expect(words(menuFigure(release([]), selection))).toBe("");
  });
});

describe("why support has not begun", () => {
  it("has the most frequent reason first", () => {
    const waits = (category: string, value: number) =>
      share("share_waiting_because", { breakdown: "waiting_reason", category, value });
    const figure = waitingReasonsFigure(
      release([waits("digital", 0.1), waits("venue_closed", 0.6)]),
      selection,
    );
    expect(caption(figure)).toMatch(/group or venue closed 60%.*; no means to join online 10%[^;]*\.$/);
  });
});

describe("tiers", () => {
  it("stand in their order, each with how far its referrals came; a withheld tier is no zero", () => {
    const tier = (measure: string, category: string, parts: Partial<EstimateRow> = {}) =>
      share(measure, { breakdown: "tier", category, ...parts });
    const figure = tiersFigure(
      release([
        tier("share_of_tier", "0", { value: 0.9 }),
        tier("share_tier_started", "0", { value: 0.8 }),
        tier("share_tier_completed", "0", { value: 0.2 }),
        tier("share_of_tier", "3", { status: "withheld", value: null }),
      ]),
      selection,
    );
    expect(caption(figure)).toContain("tier 0 90%");
    expect(caption(figure)).not.toContain("tier 3");
    expect(caption(figure)).toContain("1 of 2 tiers");
    const [first] = [...(figure as HTMLElement).querySelectorAll("tbody tr")];
    expect(first?.textContent).toMatch(/Tier 0.*90%.*80%.*20%/);
  });
});

describe("contacts by telephone, video or message", () => {
  it("tells the first and the last quarter shown, and counts those withheld", () => {
    const quarter = (period: string, parts: Partial<EstimateRow>) =>
      share("share_remote", { period_type: "quarter", period, ...parts });
    const both = remoteContacts(
      release([quarter("2022-Q4", { value: 0.8 }), quarter("2023-Q1", { value: 0.3 })]),
      selection,
    );
    expect(caption(both)).toMatch(/80%.*Q4 2022, 30%.*Q1 2023/);
    const one = remoteContacts(
      release([quarter("2022-Q4", { value: 0.8 }), quarter("2023-Q1", { status: "withheld", value: null })]),
      selection,
    );
    expect(caption(one)).toMatch(/80%.*Q4 2022\..*1 of 2 quarters/);
    expect(words(remoteContacts(release([]), selection))).toBe("");
  });
});

describe("people without the technology", () => {
  const digital = share("share_with_reason", { breakdown: "reason", category: "digital", value: 0.04 });
  const remote = share("share_remote", { value: 0.6 });

  it("says what is recorded, and what of it is withheld", () => {
    const text = words(
      digitalExclusion(
        release([
          digital,
          remote,
          share("share_waiting_because", {
            breakdown: "waiting_reason",
            category: "digital",
            status: "withheld",
            value: null,
          }),
        ]),
      ),
    );
    expect(text).toMatch(/4%.* of referrals name digital skills/);
    expect(text).toContain("is not shown: withheld");
    expect(text).toMatch(/60%.* of contacts were by telephone/);
  });

  it("is absent where only the way of contacts is known, which says nothing of who was left out", () => {
    expect(words(digitalExclusion(release([remote])))).toBe("");
  });
});
