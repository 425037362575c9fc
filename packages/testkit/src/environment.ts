import { findProgram } from './program.ts'

/** What the surroundings of a run of tests say. */
export function readTestEnvironment(source: Readonly<Record<string, string | undefined>> = process.env) {
  return {
    /** Whether a missing program is a failure, not a reason to skip. */
    isContinuousIntegration: source['CI'] === 'true',
    /** Where fake-gcs-server is; null when it is not installed. */
    fakeGcsServer: findProgram(source['FAKE_GCS_SERVER'] ?? 'fake-gcs-server', source),
    /** Where stripe-mock is; null when it is not installed. */
    stripeMock: findProgram(source['STRIPE_MOCK'] ?? 'stripe-mock', source),
  }
}
