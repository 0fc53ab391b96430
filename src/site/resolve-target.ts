/** Where a reference leads. */
export type ResolvedTarget =
  | { readonly kind: "inside"; readonly path: string; readonly fragment: string }
  | { readonly kind: "other host" | "bare import" | "not fetched" | "unreadable" };

const HERE = "http://site.invalid";

/**
 * Resolves a reference as a browser would, seen from a file of the site.
 *
 * @param file path of the referring file below the site's folder
 * @param script true for imports, where a name without `./` is a package that no browser can find
 */
export function resolveTarget(target: string, file: string, script = false): ResolvedTarget {
  if (/^(data|blob|mailto|tel|about|javascript):/i.test(target)) return { kind: "not fetched" };
  if (script && !/^(\.{0,2}\/|[a-z][a-z0-9+.-]*:)/i.test(target)) return { kind: "bare import" };
  try {
    const url = new URL(target, `${HERE}/${file}`);
    if (url.origin !== HERE) return { kind: "other host" };
    return {
      kind: "inside",
      path: decodeURIComponent(url.pathname).slice(1),
      fragment: decodeURIComponent(url.hash.slice(1)),
    };
  } catch {
    return { kind: "unreadable" };
  }
}

/** Finds the file that a clean address stands for: `outcomes` → `outcomes.html`, `` → `index.html`. */
export function findSiteFile(path: string, files: ReadonlySet<string>): string | undefined {
  return [path, `${path}.html`, `${path === "" || path.endsWith("/") ? path : `${path}/`}index.html`].find(
    (file) => files.has(file),
  );
}
