/** Turns off what Apollo's gateway reports to its maker: this switch is in the environment and nowhere else. */
export function disableApolloTelemetry(): void {
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true'
}
