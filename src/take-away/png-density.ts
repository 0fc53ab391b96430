const SIGNATURE_AND_HEADER = 33;
const DOTS_A_METRE = 39.3701;

/** A PNG that says how many dots an inch it is meant for, right after its header; one that says so already stays as it is. */
export function withDensity(png: Uint8Array, dotsAnInch: number): Uint8Array {
  const bytes = Buffer.from(png);
  if (bytes.includes("pHYs")) return png;
  const data = Buffer.alloc(13);
  data.write("pHYs", 0, "latin1");
  const dots = Math.round(dotsAnInch * DOTS_A_METRE);
  data.writeUInt32BE(dots, 4);
  data.writeUInt32BE(dots, 8);
  data.writeUInt8(1, 12);
  const chunk = Buffer.alloc(21);
  chunk.writeUInt32BE(9, 0);
  data.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(data), 17);
  return Buffer.concat([
    bytes.subarray(0, SIGNATURE_AND_HEADER),
    chunk,
    bytes.subarray(SIGNATURE_AND_HEADER),
  ]);
}

/** The checksum of PNG chunks (ISO 3309). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
