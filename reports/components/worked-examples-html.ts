import type { WorkedExample } from "../../src/statistics/examples/worked-example.ts";

const escaped = (text: string | number): string =>
  String(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("{", "&#123;")
    .replace(/^-/, "−");

/** Numbers as people write them: a minus sign, commas between thousands, all decimals. */
const written = (value: number, decimals: number): string =>
  Number(value.toFixed(decimals))
    .toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .replace(/^-/, "−");

/**
 * Puts the worked example of a method where a page says `{{example:ID}}`, worked out anew while the page is built, so
 * that it can be read without JavaScript.
 *
 * Throws an Error for an id without an example, and where the toolkit gives another verdict than the example tells.
 */
export function withWorkedExamples(source: string, examples: readonly WorkedExample[]): string {
  return source.replaceAll(/\{\{example:([a-z0-9-]+)\}\}/g, (_, id: string) => {
    const example = examples.find(({ method }) => method === id);
    if (example === undefined) throw new Error(`There is no worked example of ${id}.`);
    return exampleHtml(example);
  });
}

/** One example, folded up: what is given, what comes out, the source. No empty line, which would end HTML in Markdown. */
function exampleHtml({ method, title, given, answers, citation, compute }: WorkedExample): string {
  const computed = compute();
  const numeric = given.columns.map((_, index) => given.rows.every((row) => typeof row[index] === "number"));
  const mark = (index: number) => (numeric[index] ? ' class="num"' : "");
  const head = given.columns.map((name, index) => `<th scope="col"${mark(index)}>${escaped(name)}</th>`);
  const rows = given.rows.map((row) => {
    const cells = row.map((value, index) => `<td${mark(index)}>${escaped(value)}</td>`);
    return `<tr>${cells.join("")}</tr>`;
  });
  const results = answers.map((answer, index) => {
    const text = answerText(answer, computed[index] ?? null);
    const tag = "meaning" in answer ? '<dd class="verdict">' : "<dd>";
    return `<div><dt>${escaped(answer.label)}</dt>${tag}${escaped(text)}</dd></div>`;
  });
  return `<details class="worked" id="example-${method}"><summary>Worked example: ${escaped(title)}</summary>
<div class="table-scroll" role="region" tabindex="0" aria-label="Given: ${escaped(title)}"><table><caption>Given</caption><thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>
<dl class="worked-answers">${results.join("")}</dl>
<p class="source">${escaped(citation)}</p></details>`;
}

function answerText(answer: WorkedExample["answers"][number], result: number | string | null): string {
  if ("meaning" in answer) {
    if (result === answer.expected) return answer.meaning;
    throw new Error(`${answer.label}: ${result} in place of ${answer.expected}.`);
  }
  if (typeof result !== "number") return "not defined";
  const number = written(result, answer.decimals);
  if (answer.unit === "£") return number.replace(/^−?/, "$&£");
  return answer.unit === "" ? number : `${number} ${answer.unit}`;
}
