import { z } from 'zod'

import type { EnvironmentOf } from './read-sections.ts'
import { logLevelSection } from './sections.ts'

/** Where traces go, and where metrics are read; neither by default. The port is private: nothing on it asks who reads. */
const telemetrySection = z
  .object({
    OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
    METRICS_HOST: z.string().default('127.0.0.1'),
    METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  })
  .transform(
    ({ OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint = null, METRICS_HOST: host, METRICS_PORT: port }) => ({
      otlpEndpoint,
      metrics: port === undefined ? null : { host, port },
    }),
  )

/** What every process is told, whatever it does. */
export const processSections = { logLevel: logLevelSection, telemetry: telemetrySection }

/** What `processSections` read. */
export type ProcessEnvironment = EnvironmentOf<typeof processSections>
