/** The printable characters of Windows-1252 that Latin-1 does not have, by their byte. */
const special: Readonly<Record<string, number>> = {
  "€": 0x80,
  "…": 0x85,
  Š: 0x8a,
  Œ: 0x8c,
  Ž: 0x8e,
  "‘": 0x91,
  "’": 0x92,
  "“": 0x93,
  "”": 0x94,
  "•": 0x95,
  "–": 0x96,
  "—": 0x97,
  "™": 0x99,
  š: 0x9a,
  œ: 0x9c,
  ž: 0x9e,
  Ÿ: 0x9f,
};

/** Encodes text as Windows-1252. @throws RangeError where it has a character the encoding lacks. */
export function encodeWindows1252(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const byte = code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : special[text.charAt(index)];
    if (byte === undefined) throw new RangeError(`Windows-1252 has no "${text.charAt(index)}".`);
    bytes[index] = byte;
  }
  return bytes;
}
