import type { Catalogue, Manifest } from "../../src/release/catalogue.ts";
import { h } from "./dom.js";
import { followHash } from "./follow-hash.js";
import { formatDate } from "./format.js";
import { findTerm } from "./glossary-terms.js";
import { closeMenuGroups } from "./menu-group.js";
import { sheetFacts } from "./print-facts.js";
import { PRIVATE_NOTICE, stampedTitle } from "./private-stamp.js";
import { writeSelection } from "./selection.js";
import { observeSelection } from "./selection-store.js";
import { listShortForms } from "./short-forms.js";
import { wireSearch } from "./site-search.js";
import { term } from "./term.js";

/** Links that carry the selection from page to page. */
const KEPT = "a[data-page], a[data-keep]";

function keepSelection(catalogue: Catalogue): void {
  observeSelection(catalogue, (selection) => {
    const search = writeSelection(selection, catalogue);
    for (const link of document.querySelectorAll<HTMLAnchorElement>(KEPT)) {
      const [path = "", hash] = (link.getAttribute("href") ?? "").split("#");
      const bare = path.split("?")[0] ?? "";
      link.setAttribute("href", `${bare}${search}${hash === undefined ? "" : `#${hash}`}`);
    }
  });
}

function explainTerms(): void {
  for (const mark of document.querySelectorAll<HTMLElement>("main a[data-term]")) {
    const entry = findTerm(mark.dataset.term ?? "");
    if (entry !== undefined) mark.replaceWith(term(entry, mark.textContent ?? entry.term));
  }
}

function wireMenu(): void {
  const button = document.getElementById("site-menu");
  if (button === null || button.dataset.wired !== undefined) return;
  button.dataset.wired = "";
  button.hidden = false;
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
  });
}

/** A calm word in the footer about a release of real data whose tables were not audited together. */
function auditNotice(catalogue: Catalogue, manifest: Manifest): void {
  document.getElementById("site-audit")?.remove();
  if (manifest.audit.performed || catalogue.programme.synthetic) return;
  document
    .getElementById("site-release")
    ?.after(
      h(
        "p",
        { id: "site-audit" },
        "Tables of this release have not been audited together for what their combination tells: ask your information-governance lead before publishing.",
      ),
    );
}

/**
 * Fills the frame of the page from the release: programme name, dates, badges, and links that keep the selection.
 * A synthetic programme and a release that must not be published are marked on every page.
 */
export function siteChrome(catalogue: Catalogue, manifest: Manifest): Node {
  const { programme, policy } = catalogue;
  const name = document.getElementById("site-programme");
  if (name !== null) name.textContent = programme.name;
  document
    .getElementById("site-badges")
    ?.replaceChildren(
      ...(programme.synthetic ? [h("span", { class: "badge badge-synthetic" }, "SYNTHETIC data")] : []),
      ...(policy.publishable ? [] : [h("span", { class: "badge badge-private" }, "Not for publication")]),
    );
  const about = document.getElementById("site-release");
  if (about !== null) {
    about.textContent = `Release ${catalogue.release_id} · data to ${formatDate(programme.data_date)} · ${policy.title}`;
  }
  auditNotice(catalogue, manifest);
  document.documentElement.classList.toggle("is-private", !policy.publishable);
  wireMenu();
  wireSearch(catalogue.release_id);
  closeMenuGroups();
  explainTerms();
  listShortForms();
  keepSelection(catalogue);
  followHash();
  sheetFacts(catalogue);
  const marks = [
    programme.synthetic
      ? h(
          "p",
          { class: "notice notice-synthetic" },
          h("strong", {}, "Synthetic data."),
          " Everything here was made by a program to show how the toolkit works. No figure describes a real person, service or area.",
        )
      : null,
    policy.publishable
      ? null
      : h(
          "p",
          { class: "notice notice-private" },
          h("strong", {}, PRIVATE_NOTICE[0]),
          ` ${PRIVATE_NOTICE[1]}`,
        ),
  ];
  const spot = document.getElementById("site-notices");
  spot?.replaceChildren(...marks.filter((mark) => mark !== null));
  const title = document.title.includes(programme.name)
    ? document.title
    : `${document.title} · ${programme.name}`;
  document.title = stampedTitle(title, policy.publishable);
  return document.createTextNode("");
}
