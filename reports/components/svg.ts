const SVG = "http://www.w3.org/2000/svg";

/** Makes an SVG element with attributes and children; a text child becomes its words. */
export function svg(
  tag: string,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly (SVGElement | string | null)[]
): SVGElement {
  const element = document.createElementNS(SVG, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) {
    // The content policy lets no style stand in an attribute, but lets code set one.
    if (name === "style") element.style.cssText = String(value);
    else element.setAttribute(name, String(value));
  }
  for (const child of children) {
    if (child !== null)
      element.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  }
  return element;
}

let made = 0;

/** A hatched fill for what is withheld: its definition, and the paint that refers to it. */
export function svgHatch(): { readonly defs: SVGElement; readonly paint: string } {
  made += 1;
  const id = `weave-${made}`;
  const pattern = svg(
    "pattern",
    { id, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { width: 7, height: 7, fill: "var(--hatch-paper)" }),
    svg("line", { x1: 0, y1: 0, x2: 0, y2: 7, stroke: "var(--hatch)", "stroke-width": 2.5 }),
  );
  return { defs: svg("defs", {}, pattern), paint: `url(#${id})` };
}

/** An empty drawing of so many pixels with the release's mark behind it, one image with a name. */
export function svgCanvas(
  width: number,
  height: number,
  { watermark, label }: { readonly watermark: string; readonly label: string },
): SVGSVGElement {
  const canvas = svg("svg", {
    class: "chart",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "aria-label": label,
    "font-size": "13px",
    style: "font-family: inherit; color: var(--ink); overflow: visible",
  }) as SVGSVGElement;
  if (watermark !== "") {
    const size = Math.round(Math.max(12, Math.min(64, (width / watermark.length) * 1.25, height * 0.6)));
    canvas.appendChild(
      svg(
        "g",
        { "aria-hidden": "true", class: "watermark" },
        svg(
          "text",
          {
            x: width / 2,
            y: height / 2,
            "text-anchor": "middle",
            "dominant-baseline": "central",
            "font-size": size,
            "font-weight": 800,
            "letter-spacing": "0.12em",
            fill: "var(--watermark)",
          },
          watermark,
        ),
      ),
    );
  }
  return canvas;
}
