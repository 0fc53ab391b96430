/** Who publishes the synthetic samples: nobody. Their citations have a name that says so, and a contact that reaches no one. */
export const samplePublisher = {
  name: "Example Evaluation Office (invented)",
  contact: "feedback@example.org (invented)",
} as const;
