import { createHash } from "node:crypto";

const BLOCK = 64;

/**
 * SQL for HMAC-SHA-256 of a text expression under `key`, as 64 hexadecimal digits; null stays null.
 * DuckDB has `sha256` but no HMAC, so the two passes of RFC 2104 are composed from it:
 * `H(K ⊕ opad ‖ H(K ⊕ ipad ‖ text))`.
 */
export function hmacSql(key: Uint8Array, textExpression: string): string {
  const block = Buffer.alloc(BLOCK);
  (key.length > BLOCK ? createHash("sha256").update(key).digest() : Buffer.from(key)).copy(block);
  const pad = (byte: number) => `from_hex('${Buffer.from(block.map((b) => b ^ byte)).toString("hex")}')`;
  return `sha256(${pad(0x5c)} || from_hex(sha256(${pad(0x36)} || encode(${textExpression}))))`;
}

/** Length of a pseudonym: 32 hexadecimal digits (128 bits), so that a collision is out of the question. */
export const pseudonymSql = (key: Uint8Array, kind: string, textExpression: string): string =>
  `left(${hmacSql(key, `'${kind.replaceAll("'", "''")}:' || ${textExpression}`)}, 32)`;
