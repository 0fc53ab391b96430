import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Names of folders whose changes are of no account: a program's own state and caches. */
const IGNORED = new Set([".what-matters", ".observablehq", "node_modules", ".git"]);

/** Looks at files again and again, since not every disk or share tells of changes. */
export interface FileWatch {
  /** Settles with the names of the watched paths that something changed in, once nothing has changed for a moment. */
  next(): Promise<readonly string[]>;
  stop(): void;
}

/**
 * Watches files and whole folders by name, size and time of change.
 *
 * @param paths by a name of the caller's; a path that does not exist is empty until it does
 * @param everyMs pause between looks; a change is told when two looks in a row are the same
 */
export function watchFiles(paths: Readonly<Record<string, string>>, everyMs = 1000): FileWatch {
  const look = () => new Map(Object.entries(paths).map(([name, path]) => [name, stateOf(path)] as const));
  let told = look();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  return {
    next: () =>
      new Promise((resolve) => {
        let before = told;
        const again = () => {
          if (stopped) return;
          const now = look();
          const changed = [...now.keys()].filter((name) => now.get(name) !== told.get(name));
          const settled = [...now.keys()].every((name) => now.get(name) === before.get(name));
          before = now;
          if (changed.length > 0 && settled) {
            told = now;
            resolve(changed);
          } else timer = setTimeout(again, everyMs);
        };
        timer = setTimeout(again, everyMs);
      }),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function stateOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return "";
  if (!found.isDirectory()) return `${found.size} ${found.mtimeMs}`;
  return readdirSync(path)
    .filter((name) => !IGNORED.has(name))
    .sort()
    .map((name) => `${name} ${stateOf(join(path, name))}`)
    .join("\n");
}
