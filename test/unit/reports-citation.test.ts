import { parseHTML } from "linkedom";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { citationText } from "../../reports/components/citation.ts";
import { copyButton } from "../../reports/components/copy-button.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { citation } from "../../src/take-away/release-words.ts";
import { catalogue as example } from "./reports-support.ts";

beforeEach(() => {
  const { document, window } = parseHTML("<!doctype html><html><body></body></html>");
  Object.assign(globalThis, { document, window });
  Object.assign(Object.getPrototypeOf(document.createElement("textarea")), { select() {} });
});

const programme: Catalogue["programme"] = {
  ...example.programme,
  name: "Elm programme",
  synthetic: true,
  data_date: "2024-06-28",
};
const catalogue: Catalogue = { ...example, programme, release_id: "abc", code_version: "0.1.0" };

describe("how to cite a release", () => {
  it("names who publishes it, the year of the data, the release and the software", () => {
    const published = { ...programme, publisher: { name: "Elm Board", contact: "info@example.org" } };
    expect(citationText({ ...catalogue, programme: published })).toBe(
      "Elm Board (2024). Elm programme (synthetic data). Release abc, data to 28 June 2024. Made with What Matters 0.1.0.",
    );
    expect(citationText(catalogue)).toMatch(/^Elm programme \(synthetic data\) \(2024\)\. Release abc/);
    const named = { ...programme, name: "Elm (synthetic sample)" };
    expect(citationText({ ...catalogue, programme: named })).toMatch(/^Elm \(synthetic sample\) \(2024\)\./);
  });

  it("is the same in what is taken away, with the whole fingerprint of the estimates", () => {
    const print = "0123456789abcdef".repeat(4);
    const publisher = { name: "Elm Board", contact: "info@example.org" };
    for (const changed of [{}, { publisher }, { name: "Elm (synthetic)" }, { synthetic: false, publisher }]) {
      const one = { ...catalogue, programme: { ...programme, ...changed } };
      expect(citation(one, print)).toBe(`${citationText(one)} estimates.csv SHA-256 ${print}.`);
    }
  });
});

describe("the button that copies", () => {
  const pressed = async (writeText: (text: string) => Promise<void>): Promise<HTMLElement> => {
    vi.stubGlobal("navigator", { clipboard: { writeText } });
    const node = copyButton("Words.", "Copy the words", "Copied.");
    node.querySelector("button")?.click();
    await new Promise((done) => setTimeout(done, 0));
    vi.unstubAllGlobals();
    return node;
  };

  it("puts the words on the clipboard and says so", async () => {
    const texts: string[] = [];
    const node = await pressed(async (text) => void texts.push(text));
    expect(texts).toEqual(["Words."]);
    expect(node.querySelector("[role=status]")?.textContent).toBe("Copied.");
  });

  it("shows them where the browser does not let it", async () => {
    const node = await pressed(() => Promise.reject(new Error("denied")));
    expect(node.textContent).not.toContain("Copied.");
    expect(node.querySelector("textarea")?.textContent).toBe("Words.");
  });
});
