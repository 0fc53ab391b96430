/** Code points of the bytes 0x80–0x9F; the five that Windows-1252 leaves undefined map to themselves (WHATWG). */
const HIGH =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

const UTF8: readonly Buffer[] = Array.from({ length: 256 }, (_, byte) =>
  Buffer.from(byte >= 0x80 && byte < 0xa0 ? (HIGH[byte - 0x80] ?? "") : String.fromCharCode(byte), "utf8"),
);

/**
 * Writes Windows-1252 bytes as UTF-8.
 * A table of its own, because some releases of Node's `TextDecoder` read this encoding as Latin-1,
 * which turns the curly apostrophe of "O’Brien" into a control character.
 */
export function windows1252ToUtf8(bytes: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(bytes.length * 3);
  let length = 0;
  for (const byte of bytes) {
    if (byte < 0x80) {
      out[length] = byte;
      length += 1;
      continue;
    }
    for (const part of UTF8[byte] ?? []) {
      out[length] = part;
      length += 1;
    }
  }
  return out.subarray(0, length);
}
