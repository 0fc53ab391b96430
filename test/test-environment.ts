/** What tests ingest with: a key of their own. */
export const testEnvironment = { WHAT_MATTERS_KEY: "a key for tests, not a secret" } as const;
