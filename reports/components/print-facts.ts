import type { Catalogue } from "../../src/release/catalogue.ts";
import { formatDate } from "./format.js";
import { PRIVATE_MARK } from "./private-stamp.js";
import { drawUnseen } from "./responsive.js";

/**
 * Folded parts that are printed unfolded: of the tables behind charts those that are short; a long one is printed where the
 * reader has opened it.
 */
const UNFOLDED = "main details:not([open]):not(.behind, .hash), main details.behind[data-print]:not([open])";

/** What is withheld, in one line for the foot of a sheet. */
export function withheldNote({ policy }: Catalogue): string {
  if (policy.withhold_up_to === null || policy.withhold_up_to === 0) return "Nothing is withheld or rounded";
  const rounded =
    policy.round_to === null || policy.round_to <= 1 ? "" : `, others rounded to ${policy.round_to}`;
  return `Numbers of people from 1 to ${policy.withhold_up_to} are withheld${rounded}`;
}

/** What every control above the figures is set to, in the order of the page: `Area: Whole programme · Period: 2022-23`. */
export function chosenWords(main: Element): string {
  const fields = [...main.querySelectorAll<HTMLElement>("form.filters .field")];
  const words = fields.flatMap((field) => {
    const label = field.querySelector("label")?.textContent ?? "";
    const select = field.querySelector<HTMLSelectElement>("select");
    const options = [...(select?.querySelectorAll("option") ?? [])];
    const chosen = options.find((option) => option.getAttribute("value") === select?.value);
    return chosen === undefined ? [] : [`${label}: ${chosen.textContent}`];
  });
  return words.join(" · ");
}

/** A text as a CSS string. */
const quoted = (text: string): string => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

let sheets: Catalogue | undefined;
/** Documents that prepare their sheets already: one in a browser, one a page where pages are drawn one after the other. */
const wired = new WeakSet<Document>();
let refolded: HTMLDetailsElement[] = [];

function prepareSheets(): void {
  const main = document.getElementById("observablehq-main");
  if (main === null || sheets === undefined) return;
  const { programme, policy, release_id } = sheets;
  const marks = [programme.synthetic ? "SYNTHETIC DATA" : "", policy.publishable ? "" : PRIVATE_MARK];
  const root = document.documentElement.style;
  const name = [...marks.filter((mark) => mark !== ""), programme.name].join(" · ");
  const facts = `Data to ${formatDate(programme.data_date)} · release ${release_id} · ${withheldNote(sheets)}`;
  root.setProperty("--sheet-name", quoted(name));
  root.setProperty("--sheet-chosen", quoted(chosenWords(main)));
  root.setProperty("--sheet-facts", quoted(facts));
}

function unfold(): void {
  prepareSheets();
  refolded = [...document.querySelectorAll<HTMLDetailsElement>(UNFOLDED)];
  for (const details of refolded) details.open = true;
  drawUnseen();
}

function fold(): void {
  for (const details of refolded) details.open = false;
  refolded = [];
}

/**
 * Puts on every printed sheet whose figures these are, what was chosen, the day of the data, the release and what is
 * withheld, and unfolds what is folded while the page is printed.
 */
export function sheetFacts(catalogue: Catalogue): void {
  sheets = catalogue;
  if (wired.has(document)) return;
  wired.add(document);
  window.addEventListener("beforeprint", unfold);
  window.addEventListener("afterprint", fold);
}
