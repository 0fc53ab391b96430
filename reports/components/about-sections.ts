import type { Catalogue, Manifest } from "../../src/release/catalogue.ts";
import { isAnyChange } from "./change-words.js";
import { citationText } from "./citation.js";
import { copyButton } from "./copy-button.js";
import { dataTable } from "./data-table.js";
import { type Child, h } from "./dom.js";
import { releaseMark } from "./figure.js";
import { asSentence, formatDate } from "./format.js";
import { nameColumn } from "./table-model.js";
import { withTerms } from "./term.js";

const fact = (name: string, value: Child): HTMLElement => h("div", {}, h("dt", {}, name), h("dd", {}, value));

/** A fingerprint cut short, whole when opened. */
export function shortHash(sha256: string): HTMLElement {
  return h(
    "details",
    { class: "hash" },
    h(
      "summary",
      {},
      h("code", {}, `${sha256.slice(0, 12)}\u2026`),
      h("span", { class: "visually-hidden" }, " show all"),
    ),
    h("code", {}, sha256),
  );
}

/** What the release is: its id, dates, versions and rules. */
export function releaseFacts(catalogue: Catalogue, manifest: Manifest): HTMLElement {
  const { programme } = catalogue;
  return h(
    "dl",
    { class: "facts facts-wide" },
    fact("Programme", programme.name),
    fact("Release", h("code", {}, manifest.release_id)),
    fact("Data cover", `${formatDate(programme.window.from)} to ${formatDate(programme.window.to)}`),
    fact("Data taken on", formatDate(manifest.data_date)),
    fact("Setting", settingWords(catalogue)),
    ...(catalogue.instruments.length === 0
      ? []
      : [fact("Outcome measures", withTerms(catalogue.instruments.map(({ short }) => short).join(", ")))]),
    fact("Area codes", programme.areas_version),
    fact("Software version", manifest.code_version),
    fact("Disclosure policy", catalogue.policy.title),
    fact(
      "Kind of data",
      programme.synthetic
        ? "Synthetic: made by a program, no real people"
        : catalogue.sources.length > 0 && catalogue.sources.every((source) => source.published)
          ? "Published statistics"
          : "Records of services",
    ),
    fact("Configuration (SHA-256)", shortHash(manifest.configuration_sha256)),
  );
}

/** How many of each kind of area the release has figures of: `12 services, 36 primary care networks`. */
function settingWords({ areas }: Catalogue): string {
  const kinds = [
    ["service", "service", "services"],
    ["pcn", "primary care network", "primary care networks"],
    ["borough", "borough", "boroughs"],
    ["icb", "integrated care board", "integrated care boards"],
    ["project", "project", "projects"],
  ] as const;
  const counted = kinds.flatMap(([type, one, many]) => {
    const count = areas.filter(({ area_type }) => area_type === type).length;
    return count === 0 ? [] : [`${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`];
  });
  return counted.length === 0 ? "One programme, not divided into areas" : counted.join(", ");
}

/** The disclosure policy in plain words. */
export function policySection({ policy }: Catalogue): HTMLElement {
  return h(
    "div",
    {},
    h("p", {}, h("strong", {}, withTerms(asSentence(policy.title)))),
    h(
      "ul",
      {},
      policy.explanation.map((text) => h("li", {}, withTerms(text))),
    ),
    h("p", { class: "quiet wraps" }, "Source of the rules: ", withTerms(asSentence(policy.source))),
  );
}

/** The sources a release was made from: what they are and their fingerprints, never file names. */
export function sourcesTable(catalogue: Catalogue, manifest: Manifest): HTMLElement {
  type Item = Manifest["sources"][number];
  const label = (id: string): string => catalogue.sources.find((one) => one.source === id)?.label ?? id;
  return dataTable<Item>(
    {
      caption: "Sources and the fingerprints of their files",
      items: manifest.sources,
      columns: [
        nameColumn<Item>("Source", (item) => label(item.source)),
        {
          label: "Kind",
          text: (item) => (item.published ? "Published statistics" : "Export of a service’s system"),
          csv: (item) => (item.published ? "Published statistics" : "Export"),
        },
        {
          label: "Files",
          numeric: true,
          text: (item) => String(item.sha256.length),
          csv: (item) => item.sha256.length,
        },
        {
          label: "SHA-256",
          text: (item) => h("div", {}, item.sha256.map(shortHash)),
          csv: (item) => item.sha256.join(" "),
        },
      ],
    },
    releaseMark(catalogue),
  );
}

/** The tables of the release with their sizes and fingerprints. */
export function tablesTable(catalogue: Catalogue, manifest: Manifest): HTMLElement {
  type Item = Manifest["tables"][number];
  return dataTable<Item>(
    {
      caption: "Tables of this release",
      items: manifest.tables,
      columns: [
        nameColumn<Item>("Table", (item) => item.table),
        {
          label: "Rows",
          numeric: true,
          text: (item) => item.rows.toLocaleString("en-GB"),
          csv: (item) => item.rows,
        },
        { label: "SHA-256", text: (item) => shortHash(item.sha256), csv: (item) => item.sha256 },
      ],
    },
    releaseMark(catalogue),
  );
}

/** How to cite the release so that others find the same figures. */
export function citation(catalogue: Catalogue, manifest: Manifest): HTMLElement {
  const estimates = manifest.tables.find((one) => one.table === "estimates")?.sha256;
  const text = `${citationText(catalogue)}${estimates === undefined ? "" : ` Fingerprint of the estimates (SHA-256) ${estimates}.`}`;
  return h(
    "blockquote",
    { class: "citation" },
    h("p", { class: "wraps" }, text),
    copyButton(text, "Copy the citation", "Citation copied."),
  );
}

/** The instruments of the release: range, direction, thresholds and their sources, as fixed before looking. */
export function instrumentFacts(catalogue: Catalogue): HTMLElement {
  if (catalogue.instruments.length === 0) {
    return h("p", { class: "quiet" }, "This programme uses no outcome instrument.");
  }
  return h(
    "div",
    {},
    catalogue.instruments.map((one) =>
      h(
        "section",
        { class: "instrument" },
        h("h3", {}, withTerms(one.name === one.short ? one.name : `${one.name} (${one.short})`)),
        h(
          "dl",
          { class: "facts facts-wide" },
          fact(
            "Range",
            `${String(one.range[0]).replace("-", "\u2212")} to ${one.range[1]} ${one.unit}, ${one.better} is better`,
          ),
          fact("Meaningful change", [
            isAnyChange(one)
              ? "None set: any change counts as higher or lower. Source: "
              : `${one.meaningful_change.points} ${one.unit}. Source: `,
            withTerms(one.meaningful_change.source),
          ]),
          fact(
            "Follow-up counts",
            `${one.follow_up.from_days} to ${one.follow_up.to_days} days after the first score; due after ${one.follow_up.due_after_days} days`,
          ),
          one.pam_cut_points === null ? null : fact("Cut points of the levels", `${one.pam_cut_points} set`),
          fact(
            "Reference for regression to the mean",
            one.regression_to_mean === null
              ? "None set, so no band is drawn"
              : [
                  `Mean ${one.regression_to_mean.mean}, standard deviation ${one.regression_to_mean.sd}, correlation ${one.regression_to_mean.r[0]} to ${one.regression_to_mean.r[1]}. Source: `,
                  withTerms(one.regression_to_mean.source),
                ],
          ),
        ),
      ),
    ),
  );
}
