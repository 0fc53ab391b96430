import type { Catalogue } from "../release/catalogue.ts";

/** What the figures of each page do not show: page → sentences. */
export function notShown(catalogue: Catalogue): Record<string, string[]> {
  const selfReport =
    catalogue.instruments.length > 0 ? ["Scores are people's own answers on the day they were asked."] : [];
  const staff = catalogue.policy.staff_from;
  return {
    overview: [
      "Who was never referred, and who would have gained from a referral.",
      "What would have happened with no programme.",
      "What mattered most to each person: that is in their own words, not in a score.",
    ],
    outcomes: [
      "Why scores changed: there is no comparison group.",
      "What happened to people without a second score.",
      "Whether a change lasted after the second score.",
      ...selfReport,
    ],
    equity: [
      "Need: a group can have few referrals because it needs less, or because the service is hard for it to reach.",
      "Groups that the records cannot name, because there is no code for them.",
      "Why a group falls away, waits longer or ends lower: groups differ in more than the one thing shown.",
      "Which languages link workers speak: that is not collected.",
      "Small groups, whose figures are left out so that nobody can be identified.",
    ],
    compare: [
      "Why networks differ: in need, in size, in what is recorded, or in what is offered.",
      "How well a network does: no figure here measures that by itself.",
    ],
    "link-workers": [
      `Figures of any one member of staff${staff === 0 ? "" : `, and of services with fewer than ${staff} staff`}.`,
      "Why staff are away, tired or leaving.",
      "Work that nobody recorded.",
    ],
    pathway: [
      "Why anyone went no further, or whether they needed to.",
      "Which groups of people go no further: the Equity page tells that for the whole programme.",
      "Who was never referred.",
      "What happened at activities that keep no record here.",
    ],
    project: [
      "What would have happened without the project. The comparison networks are like it in some ways and unlike it in others.",
      "Whether what is seen here would be seen elsewhere.",
      "Small numbers of people, whose figures are left out so that nobody can be identified.",
      ...selfReport,
    ],
    "data-quality": [
      "Whether a recorded value is true: only whether it is there and can be read.",
      "What happened but was never recorded.",
    ],
  };
}
