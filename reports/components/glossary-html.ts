import { GLOSSARY } from "./glossary-terms.ts";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** All terms with their meanings as a definition list, each with an anchor of its own. */
export function glossaryHtml(): string {
  const entries = GLOSSARY.map(
    (entry) =>
      `<div id="${entry.id}"><dt>${escaped(entry.term)}${
        entry.full === undefined ? "" : ` <span class="full">${escaped(entry.full)}</span>`
      }</dt><dd>${escaped(entry.meaning)}</dd></div>`,
  );
  return `<dl class="glossary">${entries.join("")}</dl>`;
}
