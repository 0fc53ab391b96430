/** Makes a sentence of a clause: a capital at the start and one full stop at the end. */
export function sentence(clause: string): string {
  const text = clause.trim();
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

/** `a`, `a and b`, `a, b and c`; or the same with `or`. */
export function listWords(items: readonly string[], last: "and" | "or" = "and"): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}`;
}
