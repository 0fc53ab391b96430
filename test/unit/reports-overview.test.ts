import { parseHTML } from "linkedom";
import { beforeEach, describe, expect, it } from "vitest";
import { commissionerMessage, MESSAGE_ANCHOR } from "../../reports/components/commissioner-message.ts";
import { type EstimateRow, indexEstimates } from "../../reports/components/estimate-index.ts";
import { gpContactsFigure } from "../../reports/components/gp-contacts-figure.ts";
import { linkWorkers } from "../../reports/components/link-workers.ts";
import type { Release } from "../../reports/components/load-release.ts";
import { overviewCards } from "../../reports/components/overview-cards.ts";
import { defaultSelection } from "../../reports/components/selection.ts";
import { servicePlaces, servicePlaceWords } from "../../reports/components/service-places.ts";
import { startHere } from "../../reports/components/start-here.ts";
import { catalogue as plain, row } from "./reports-support.ts";

beforeEach(() => {
  const { document, window } = parseHTML(
    `<!doctype html><html><body><nav>${[
      "index",
      "projects",
      "outcomes",
      "equity",
      "link-workers",
      "compare",
      "methods",
      "about",
      "help",
    ]
      .map((page) => `<a data-page="${page}" href="./${page}.html?x=1">${page}</a>`)
      .join("")}</nav></body></html>`,
  );
  Object.assign(globalThis, { document, window, location: { pathname: "/", search: "", hash: "" } });
  Object.assign(globalThis, {
    ResizeObserver: class {
      observe(): void {}
      disconnect(): void {}
    },
  });
});

const project = (id: string): Release["catalogue"]["projects"][number] => ({
  ...{ id, name: `Project ${id}`, question: "Does it?", borough: null, service: null, target_label: null },
  ...{ comparator_label: "networks", measures: [], context: [], grant: null, windows: [] },
});
const withProjects: Release["catalogue"] = { ...plain, projects: [project("P1"), project("P2")] };

const message = {
  headline: "One service is under pressure.",
  detail: ["Capacity: Service A: 432.", "Reach: Men have fewer.", "Next: Ask Service A.", "Next: Ask men."],
  caveats: ["No fault found."],
};
const withMessage = (catalogue = plain, rows: readonly EstimateRow[] = []): Release => ({
  catalogue,
  findings: { findings: { "commissioner||programme|programme|all|all": message }, not_shown: {} },
  estimates: indexEstimates([row({ value: 10 }), ...rows]),
});
const without: Release = { ...withMessage(), findings: { findings: {}, not_shown: {} } };
const texts = (root: HTMLElement, selector: string) =>
  [...root.querySelectorAll(selector)].map(({ textContent }) => textContent);

describe("the message for commissioners", () => {
  it("has its headline, then what to do in order, then each topic with the page that tells more", () => {
    const node = commissionerMessage(withMessage()) as HTMLElement;
    expect(texts(node, ".message-head")).toEqual([message.headline]);
    expect(texts(node, "ol li")).toEqual(["Ask Service A.", "Ask men."]);
    expect(texts(node, "dt")).toEqual(["Capacity", "Reach"]);
    expect(texts(node, "dd")[0]).toBe("Service A: 432. All services");
    expect([...node.querySelectorAll("dd a")].map((link) => link.getAttribute("href"))).toEqual([
      "./link-workers.html?x=1",
      "./equity.html?x=1#who-was-reached",
    ]);
    expect(node.querySelector("h2")?.id).toBe(MESSAGE_ANCHOR);
  });

  it("is led to from “start here”, with how-to pages, and neither is there without it", () => {
    const links = (release: Release) =>
      [...startHere(release).querySelectorAll("a")].map((link) => link.getAttribute("href"));
    expect(links(withMessage(withProjects))).toEqual(
      expect.arrayContaining([
        `#${MESSAGE_ANCHOR}`,
        "./help/before-a-board-meeting.html",
        "./help/judge-a-project.html",
        "./help/write-it-up.html",
      ]),
    );
    expect(links(without)).not.toContain(`#${MESSAGE_ANCHOR}`);
    expect(commissionerMessage(without).childNodes.length).toBe(0);
  });
});

describe("where a service works", () => {
  const catalogue: Release["catalogue"] = {
    ...plain,
    areas: [
      ...plain.areas,
      { area_type: "borough", area: "E1", label: "Riverside", within: null },
      { area_type: "pcn", area: "U8", label: "Willow PCN", within: "E1" },
      { area_type: "pcn", area: "U9", label: "Alder PCN", within: "E1" },
    ],
    services: [
      { id: "A", name: "Service A", borough: "E1", model: null },
      { id: "B", name: "Service B", borough: null, model: null },
    ],
    networks: [
      { area: "U8", icb: null, service: "A" },
      { area: "U9", icb: null, service: "A" },
    ],
  };

  it("is its borough and the networks that it serves, by name", () => {
    expect(servicePlaceWords(catalogue, "A")).toBe("Riverside: Alder, Willow PCNs");
    expect(servicePlaceWords(catalogue, "B")).toBe("");
    const one = { ...catalogue, networks: catalogue.networks?.slice(0, 1) ?? [] };
    expect(servicePlaceWords(one, "A")).toBe("Riverside: Willow PCN");
    expect(texts(servicePlaces(catalogue) as HTMLElement, "tbody tr > :first-child")).toEqual(["Service A"]);
    expect(servicePlaces({ ...catalogue, services: [] }).childNodes.length).toBe(0);
  });
});

describe("the card of those who improved", () => {
  const [instrument] = plain.instruments;
  const from: Release["catalogue"] = {
    ...plain,
    measures: [
      ...plain.measures,
      ...["share_improved", "share_worse"].map((id) => ({
        ...(plain.measures[0] as Release["catalogue"]["measures"][number]),
        ...{ id, kind: "proportion" as const },
      })),
    ],
    instruments: [
      {
        ...(instrument as Release["catalogue"]["instruments"][number]),
        regression_to_mean: { mean: 55.1, sd: 17.7, r: [0.43, 0.8], source: "A source" },
      },
    ],
  };
  const pam = (measure: string, parts: Partial<EstimateRow>) =>
    row({ measure, instrument: instrument?.id ?? "", level: 0.95, denominator: 9240, ...parts });
  const improved = pam("share_improved", { value: 0.456, lower: 0.445, upper: 0.467 });
  const words = (rows: readonly EstimateRow[]) =>
    texts(overviewCards(withMessage(from, [improved, ...rows]), defaultSelection(from)), ".cards li").at(-1);

  it("has the share that got worse with its interval, and what regression alone would give", () => {
    const text = words([
      pam("share_worse", { value: 0.272, lower: 0.262, upper: 0.282 }),
      pam("expected_share_rtm", { value: null, lower: 0.31, upper: 0.39, level: null, denominator: null }),
    ]);
    expect(text).toContain("27.2% got worse by as much (26.2% to 28.2%)");
    expect(text).toContain(
      "By chance between two measurements alone, 31% to 39% of any people would improve as much, and as many get worse",
    );
  });

  it("leads to where regression is shown if the page does not hold it, and leaves out a share that is withheld", () => {
    const text = words([pam("share_worse", { status: "withheld", value: null, lower: null, upper: null })]);
    expect(text).toContain("Some would by chance between two measurements alone: how many");
    expect(text).not.toContain("got worse");
  });
});

describe("link workers in post", () => {
  const named = (method: string) => {
    const fte = row({ measure: "link_worker_fte", value: 48.61, method });
    const node = linkWorkers(withMessage(plain, [fte]), defaultSelection(plain)) as HTMLElement;
    return texts(node, "dt");
  };

  it("say over what they are an average, where they are from staff records", () => {
    // The words of a glossary term stand in the heading, hidden until asked for.
    expect(named("staff-records")[0]).toMatch(
      /^Link workers in post \(FTE.*\), average over the whole period$/s,
    );
    expect(named("published-statistic")[0]).toMatch(/^Link workers in post \(FTE.*\)$/s);
  });
});

describe("contacts with general practice", () => {
  const contacts = (area_type: string, area: string, value: number, parts: Partial<EstimateRow> = {}) =>
    row({
      measure: "mean_gp_contacts_change",
      ...{ area_type, area, value, lower: value - 0.2, upper: value + 0.2, level: 0.95, n: 100 },
      ...parts,
    });
  const caption = (rows: readonly EstimateRow[]) => {
    const node = gpContactsFigure(
      withMessage(withProjects, rows),
      defaultSelection(withProjects),
    ) as HTMLElement;
    return { text: node.querySelector("figcaption")?.textContent ?? "", rows: texts(node, ".more tbody tr") };
  };

  it("are set beside the comparison networks of the projects that have any, with the size of the change there", () => {
    const own = contacts("programme", "programme", -1.6);
    const pairs = [
      contacts("project", "P1", -1.5),
      contacts("comparator", "P1", -1.7),
      contacts("project", "P2", -1.3),
      contacts("comparator", "P2", -1.4),
    ];
    const told = caption([own, ...pairs]);
    expect(told.text).toContain(
      "2 projects have one: in networks without the project contacts changed by between −1.7 and −1.4",
    );
    expect(told.text).toContain("from regression to the mean alone");
    expect(told.rows).toHaveLength(2);
    expect(caption([own, ...pairs.slice(0, 2)]).text).toContain(
      "1 project has one: in networks without the project contacts changed by −1.7",
    );
    const alone = caption([own, pairs[0] as EstimateRow]);
    expect(alone.text).toContain("There is nothing to compare this with.");
    expect(alone.rows).toEqual([]);
  });
});
