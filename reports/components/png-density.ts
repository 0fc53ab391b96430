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
 * Writes into a PNG how many dots stand to an inch (`pHYs`), so that a document sets it at its true size; one
 * that says so already, right after its header, stays as it is.
 * Source: Portable Network Graphics Specification (Second Edition), 11.3.5.3.
 */
export function withDensity(png: Uint8Array<ArrayBuffer>, dotsPerInch: number): Uint8Array<ArrayBuffer> {
  const name = png.subarray(HEADER_END + 4, HEADER_END + 8);
  if (String.fromCharCode(...name) === "pHYs") return png;
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
