import type { Catalogue, ProgrammeDocument } from "../release/catalogue.ts";
import { numberWords } from "./number-words.ts";
import type { Finding } from "./released-estimate.ts";
import { listWords, sentence } from "./sentence.ts";

/** How projects were chosen, what support they took up and what they spent. Facts of organisations, not of people. */
export function programmeFinding(document: ProgrammeDocument, catalogue: Catalogue): Finding {
  const chosen = funnelWords(document);
  const taken = supportWords(document, catalogue);
  const spent = spendWords(document, catalogue);
  const [headline, ...detail] = [...chosen, ...taken, ...spent];
  return {
    headline: headline ?? modelWords(catalogue),
    detail,
    caveats: [
      ...(document.sessions.length > 0
        ? [
            "Taking part in more support is not yet a result: projects that came more often may differ in other ways.",
          ]
        : []),
      ...(document.spend.length > 0
        ? ["Spending is what projects reported. It holds none of their staff's usual time."]
        : []),
    ],
  };
}

/** Where no office reported how projects were chosen and supported, how services work is all there is to tell. */
function modelWords({ services }: Catalogue): string {
  const described = services.filter(({ model }) => model !== null).length;
  if (described === 0) return "Nothing was recorded of how this programme was run.";
  return sentence(
    `How ${described === 1 ? "the service works" : `${numberWords(described)} services work`} is told below: where link workers sit, who refers, and what is offered`,
  );
}

function funnelWords({ funnel }: ProgrammeDocument): string[] {
  const [first, ...rest] = funnel;
  if (first === undefined || rest.length === 0) return [];
  const steps = rest.map(({ label, count }) => `${numberWords(count)} ${label.toLowerCase()}`);
  return [sentence(`${numberWords(first.count)} ${first.label.toLowerCase()}, ${listWords(steps)}`)];
}

function supportWords({ sessions, support }: ProgrammeDocument, { projects }: Catalogue): string[] {
  if (sessions.length === 0 || projects.length === 0) return [];
  const planned = support.reduce((sum, one) => sum + one.planned, 0);
  const attended = projects.map(({ id }) =>
    sessions.filter(({ project }) => project === id).reduce((sum, { value }) => sum + value, 0),
  );
  const [low, high] = [Math.min(...attended), Math.max(...attended)];
  const range = low === high ? numberWords(low) : `${numberWords(low)} to ${numberWords(high)}`;
  const every = attended.length === 1 ? "The project" : `The ${numberWords(attended.length)} projects`;
  const of = planned > 0 ? ` of ${numberWords(planned)} planned` : "";
  return [sentence(`${every} attended ${range} sessions of support each${of}`)];
}

function spendWords({ spend }: ProgrammeDocument, { projects }: Catalogue): string[] {
  if (spend.length === 0) return [];
  const total = (ids: readonly string[]) =>
    spend.filter(({ project }) => ids.includes(project)).reduce((sum, { value }) => sum + value, 0);
  const granted = projects.filter(({ grant }) => grant !== null);
  const grants = granted.reduce((sum, { grant }) => sum + (grant ?? 0), 0);
  const ids = granted.map(({ id }) => id);
  const said =
    grants > 0
      ? [
          sentence(
            `Projects reported £${numberWords(total(ids))} spent of £${numberWords(Math.round(grants))} granted`,
          ),
        ]
      : [];
  const over = granted.filter(({ id, grant }) => total([id]) > (grant ?? 0));
  return over.length === 0
    ? said
    : [
        ...said,
        sentence(
          `${numberWords(over.length)} ${over.length === 1 ? "project" : "projects"} reported more than the grant: ${listWords(over.map(({ id }) => id))}`,
        ),
      ];
}
