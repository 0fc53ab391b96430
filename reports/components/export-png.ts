import { withDensity } from "./png-density.js";

/** Dots to an inch of a downloaded picture, and of the drawing it is made from. */
const DOTS_PER_INCH = 300;
const DRAWN_PER_INCH = 96;

/**
 * Draws an SVG file as a PNG of 300 dots to the inch, at the size at which the SVG stands on a page.
 * @throws Error where the browser cannot draw it.
 */
export async function exportPng(source: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([source], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = DOTS_PER_INCH / DRAWN_PER_INCH;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (drawn === null) throw new Error("The browser could not draw the chart as a picture.");
    const bytes = withDensity(new Uint8Array(await drawn.arrayBuffer()), DOTS_PER_INCH);
    return new Blob([bytes], { type: "image/png" });
  } finally {
    URL.revokeObjectURL(url);
  }
}
