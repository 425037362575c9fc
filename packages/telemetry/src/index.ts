/** Where traces and metrics of a process go. Libraries record through `@opentelemetry/api`, which does nothing until this is started. */
export { activeTrace, type ActiveTrace } from './active-trace.ts'
export { startTelemetry, type Telemetry, type TelemetryOptions } from './telemetry.ts'
