/** Styles taken out of elements: the class that stands for each, and rules that charts bring along. */
export class StyleNames {
  readonly #classes = new Map<string, string>();
  readonly #rules = new Set<string>();

  /** The class of a style, a new one where it has none yet. */
  nameOf(style: string): string {
    const known = this.#classes.get(style);
    if (known !== undefined) return known;
    const name = `still-${this.#classes.size + 1}`;
    this.#classes.set(style, name);
    return name;
  }

  /** Takes over a rule that stands within a chart. */
  add(rules: string): void {
    this.#rules.add(rules.trim());
  }

  /** All of it as a style sheet, "" where there is none. */
  get sheet(): string {
    const classes = [...this.#classes].map(([style, name]) => `.${name}{${style}}`);
    return [...this.#rules, ...classes].join("\n");
  }
}

/** Moves the styles of elements into classes, so that the page needs no styles within its elements. */
export function stillStyles(holder: Element, names: StyleNames): void {
  for (const sheet of holder.querySelectorAll("style")) {
    names.add(sheet.textContent ?? "");
    sheet.remove();
  }
  for (const element of holder.querySelectorAll("[style]")) {
    const name = names.nameOf(element.getAttribute("style") ?? "");
    element.removeAttribute("style");
    element.setAttribute("class", `${element.getAttribute("class") ?? ""} ${name}`.trim());
  }
}
