/** What the surroundings of a run of tests say. */
export function readTestEnvironment(source: Readonly<Record<string, string | undefined>> = process.env) {
  return {
    /** Whether a missing tool is a failure. */
    isContinuousIntegration: source['CI'] === 'true',
    /** The command of fake-gcs-server. */
    fakeGcsServer: source['FAKE_GCS_SERVER'] ?? 'fake-gcs-server',
  }
}
