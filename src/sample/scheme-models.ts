interface SchemeModel {
  readonly based_in: string;
  readonly employer: string;
  readonly referrers: readonly string[];
  readonly offers: readonly string[];
}

const inPractices = (offers: readonly string[]): SchemeModel => ({
  based_in: "General practices",
  employer: "Primary care network",
  referrers: ["GPs and practice staff", "Self-referral"],
  offers,
});

const inCharity = (offers: readonly string[], referrers: readonly string[] = []): SchemeModel => ({
  based_in: "A voluntary organisation",
  employer: "Voluntary organisation",
  referrers: ["GPs and practice staff", "Self-referral", "Community organisations", ...referrers],
  offers,
});

/** How each service works, in the order of the services: invented, so that like can be set against like. */
export const schemeModels: readonly SchemeModel[] = [
  inPractices(["Exercise", "Diabetes support", "Diet and nutrition", "Information and advice"]),
  inCharity(["Wellness events", "Befriending and social clubs", "Housing support"]),
  inCharity(["Information and advice", "Housing support", "Befriending and social clubs"], ["Libraries"]),
  {
    based_in: "General practices",
    employer: "Voluntary organisation",
    referrers: ["GPs and practice staff", "Self-referral", "Hospitals"],
    offers: ["Care navigation", "Information and advice", "Carers' support"],
  },
  inPractices(["Men's groups", "Exercise", "Employment support"]),
  {
    based_in: "A housing association",
    employer: "Housing association",
    referrers: ["GPs and practice staff", "Housing officers", "Self-referral"],
    offers: ["Befriending and social clubs", "Daily living", "Dementia support"],
  },
  inCharity(["Counselling", "Tasters", "Exercise"], ["Mental health services"]),
  inPractices(["Language classes", "Information and advice", "Exercise"]),
  {
    based_in: "General practices and mental health teams",
    employer: "GP confederation",
    referrers: ["GPs and practice staff", "Mental health services"],
    offers: ["Health checks", "Exercise", "Diet and nutrition"],
  },
  inCharity(["Housing support", "Information and advice", "Language classes"], ["Hostels and hotels"]),
  inCharity(["Befriending and social clubs", "Employment support", "Information and advice"]),
  inPractices(["Women's groups", "Counselling", "Information and advice"]),
];
