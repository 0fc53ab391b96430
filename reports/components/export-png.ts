/** Dots to an inch of a downloaded picture, and of the drawing it is made from. */
const DOTS_PER_INCH = 300;
const DRAWN_PER_INCH = 96;
const INCHES_PER_METRE = 1 / 0.0254;

/** Bytes of a PNG before its first part but one: signature and header. */
const HEADER_END = 33;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/**
 * Writes into a PNG how many dots stand to an inch (`pHYs`), so that a document sets it at its true size.
 * Source: Portable Network Graphics Specification (Second Edition), 11.3.5.3.
 */
export function withDensity(png: Uint8Array, dotsPerInch: number): Uint8Array<ArrayBuffer> {
  const part = new Uint8Array(21);
  const view = new DataView(part.buffer);
  const perMetre = Math.round(dotsPerInch * INCHES_PER_METRE);
  view.setUint32(0, 9);
  part.set(new TextEncoder().encode("pHYs"), 4);
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  part[16] = 1;
  view.setUint32(17, crc32(part.subarray(4, 17)));
  const whole = new Uint8Array(png.length + part.length);
  whole.set(png.subarray(0, HEADER_END));
  whole.set(part, HEADER_END);
  whole.set(png.subarray(HEADER_END), HEADER_END + part.length);
  return whole;
}

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
