/** Styles taken out of elements: the class that stands for each. */
export class StyleNames {
  readonly #classes = new Map<string, string>();
  /** The style sheets that charts carry, letter by letter: the content policy goes by their sums. */
  readonly chartSheets = new Set<string>();

  /** The class of a style, a new one where it has none yet. */
  nameOf(style: string): string {
    const known = this.#classes.get(style);
    if (known !== undefined) return known;
    const name = `still-${this.#classes.size + 1}`;
    this.#classes.set(style, name);
    return name;
  }

  /** The classes as a style sheet, "" where there is none. */
  get sheet(): string {
    return [...this.#classes].map(([style, name]) => `.${name}{${style}}`).join("\n");
  }
}

/** Moves the styles of elements into classes, so that the page needs no styles within its elements. */
export function stillStyles(holder: Element, names: StyleNames): void {
  for (const sheet of holder.querySelectorAll("style")) {
    names.chartSheets.add(sheet.textContent ?? "");
    sheet.remove();
  }
  for (const element of holder.querySelectorAll("[style]")) {
    const name = names.nameOf(element.getAttribute("style") ?? "");
    element.removeAttribute("style");
    element.setAttribute("class", `${element.getAttribute("class") ?? ""} ${name}`.trim());
  }
}
