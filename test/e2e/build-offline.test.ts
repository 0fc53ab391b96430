import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { fingerprint, makeTinyProject } from "./tiny-project.ts";

/** Runs a command in a network namespace of its own, in which not even this machine answers. */
const alone = (command: readonly string[]) =>
  spawnSync("unshare", ["--net", "--map-root-user", ...command], { encoding: "utf8", timeout: 300_000 });

const permitted = alone(["true"]).status === 0;

it.skipIf(!permitted)(
  "builds the same site where there is no network at all (needs a network namespace)",
  async () => {
    const project = await makeTinyProject();
    try {
      const build = (out: string): string =>
        `import { buildSite } from ${JSON.stringify(pathToFileURL(resolve("src/site/build-site.ts")).href)};
       await buildSite({ checkout: ${JSON.stringify(project.checkout)}, out: ${JSON.stringify(out)}, browserCheck: "off" });`;
      const node = [process.execPath, "--import", import.meta.resolve("tsx"), "--input-type=module", "-e"];
      const away = `${project.out}-away`;
      const { status, stderr } = alone([...node, build(away)]);
      expect(stderr.replace(/^npm warn.*$/gm, "")).toBe("");
      expect(status).toBe(0);
      expect(existsSync(join(away, "index.html"))).toBe(true);
      const [program = "", ...options] = node;
      expect(spawnSync(program, [...options, build(project.out)]).status).toBe(0);
      expect(await fingerprint(away)).toEqual(await fingerprint(project.out));
    } finally {
      await project.remove();
    }
  },
);
