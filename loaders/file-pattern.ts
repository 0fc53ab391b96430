/** The pattern of a glob of `*` (not across folders), `**` and `?`, for paths with forward slashes. */
export function filePattern(glob: string): RegExp {
  const pattern = glob
    .split("/")
    .map((part) =>
      part === "**"
        ? "(?:[^/]+/)*"
        : `${part
            .replace(/[.+^${}()|[\]\\]/g, "\\$&")
            .replaceAll("*", "[^/]*")
            .replaceAll("?", "[^/]")}/`,
    )
    .join("")
    .replace(/\/$/, "");
  return new RegExp(`^${pattern}$`);
}
