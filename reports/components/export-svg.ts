const FONT = "Arial, Helvetica, sans-serif";

const PAINT = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "opacity",
  "font-size",
  "font-weight",
  "font-family",
  "letter-spacing",
  "text-anchor",
  "font-variant-numeric",
] as const;

/** Writes a drawn chart as a file of its own: colours resolved, title and source inside, on a plain background. */
export function exportSvg(chart: SVGSVGElement, title: string, source: string): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const drawn = chart.querySelectorAll<SVGElement>("*");
  copy.querySelectorAll<SVGElement>("*").forEach((element, index) => {
    const original = drawn[index];
    if (original === undefined || element.tagName === "style") return;
    const style = getComputedStyle(original);
    for (const name of ["fill", "stroke"]) {
      if (element.getAttribute(name)?.startsWith("var(") === true) element.removeAttribute(name);
    }
    for (const name of PAINT) {
      const value = style.getPropertyValue(name);
      if (value !== "" && value !== "none" && !element.closest("defs")) element.setAttribute(name, value);
      else if (value !== "") element.style.setProperty(name, value);
    }
  });
  const root = getComputedStyle(chart);
  const box = chart.viewBox.baseVal;
  const head = 30;
  const foot = 24;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `0 ${-head} ${box.width} ${box.height + head + foot}`);
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(box.height + head + foot));
  copy.setAttribute("color", root.color);
  copy.removeAttribute("style");
  copy.setAttribute("font-family", FONT);
  const make = (
    tag: string,
    attributes: Readonly<Record<string, string | number>>,
    text = "",
  ): SVGElement => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    element.textContent = text;
    return element;
  };
  const paper = getComputedStyle(document.documentElement).getPropertyValue("--surface").trim() || "#fff";
  copy.prepend(
    make("rect", { x: 0, y: -head, width: box.width, height: box.height + head + foot, fill: paper }),
  );
  const words = { x: 4, "text-anchor": "start", "font-family": FONT, fill: root.color };
  copy.append(
    make("text", { ...words, y: -12, "font-size": 15, "font-weight": 700 }, title),
    make("text", { ...words, y: box.height + 16, "font-size": 11 }, source),
  );
  return new XMLSerializer().serializeToString(copy);
}
