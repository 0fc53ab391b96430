import type { WorkedExample } from "../../src/statistics/examples/worked-example.ts";

const escaped = (text: string | number): string =>
  String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/^-/, "−");

const cell = (value: string | number, tag: "td" | "th"): string =>
  tag === "th"
    ? `<th scope="col">${escaped(value)}</th>`
    : `<td${typeof value === "number" ? ' class="num"' : ""}>${escaped(value)}</td>`;

/** A worked example of each method, worked out anew while the page is built: what is given, what comes out, the source. */
export function workedExamplesHtml(examples: readonly WorkedExample[]): string {
  return `<div class="worked">${examples.map(exampleHtml).join("")}</div>`;
}

function exampleHtml({ method, title, given, answers, citation, compute }: WorkedExample): string {
  const computed = compute();
  const head = given.columns.map((name) => cell(name, "th")).join("");
  const rows = given.rows.map((row) => `<tr>${row.map((value) => cell(value, "td")).join("")}</tr>`);
  const results = answers.map(({ label, unit, decimals }, index) => {
    const value = computed[index];
    const text = value === null || value === undefined ? "not defined" : value.toFixed(decimals);
    return `<div><dt>${escaped(label)}</dt><dd>${escaped(text)}${unit === "" ? "" : ` ${escaped(unit)}`}</dd></div>`;
  });
  return `<details class="example" id="example-${method.replaceAll("_", "-")}"><summary>${escaped(title)}</summary>
<div class="table-scroll" role="region" tabindex="0" aria-label="Given: ${escaped(title)}"><table><caption>Given</caption><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></div>
<dl class="facts facts-wide">${results.join("")}</dl>
<p class="source">${escaped(citation)}</p></details>`;
}
