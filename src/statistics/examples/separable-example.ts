import { separable } from "../separable.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

const NETWORKS = [
  ["North", 4],
  ["East", 3],
  ["South", 3],
  ["West", 2],
  ["Hill", 1],
] as const;

/** Whether a PCN's effect can be told from that of its link workers. */
export const separableExample: WorkedExample = {
  method: "separable",
  title: "Worker or PCN: can the two be told apart?",
  given: { columns: ["PCN", "Link workers"], rows: NETWORKS },
  answers: [
    verdictAnswer("All five PCNs", "in_part", "in part: not in West and Hill"),
    numberAnswer("PCNs with one link worker", 1, 0),
    numberAnswer("PCNs with two link workers", 1, 0),
    verdictAnswer(
      "South, West and Hill alone",
      "not_separable",
      "refused: fewer than three PCNs have three link workers",
    ),
  ],
  citation: "Snijders and Bosker (2012), Multilevel Analysis, 2nd edition, chapters 4 and 13.",
  compute: () => {
    const networks = NETWORKS.map(([pcn, workers]) => ({ pcn, workers }));
    const { verdict, oneWorker, twoWorkers } = separable(networks);
    return [verdict, oneWorker.length, twoWorkers.length, separable(networks.slice(2)).verdict];
  },
};
