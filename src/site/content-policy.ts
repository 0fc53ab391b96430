import { createHash } from "node:crypto";

const INLINE_SCRIPT = /<script\b(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;
const INLINE_STYLE = /<style\b[^>]*>([\s\S]*?)<\/style>/g;

/**
 * Writes the Content-Security-Policy of one page: everything from its own host only, and of the scripts and style sheets
 * within the page exactly those that it holds now, by their SHA-256. The browser itself then refuses a request to another
 * host, and styles in attributes: code sets styles by property, which is allowed, and the sheet that every chart carries
 * stands in the page too, so that its sum is among those listed.
 */
export function contentPolicy(html: string): string {
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...sums(html, INLINE_SCRIPT)].join(" ")}`,
    `style-src ${["'self'", ...sums(html, INLINE_STYLE)].join(" ")}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join("; ");
}

function sums(html: string, inline: RegExp): readonly string[] {
  const found = [...html.matchAll(inline)].map(
    ([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
  );
  return [...new Set(found)].sort();
}
