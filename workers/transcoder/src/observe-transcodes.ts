import { SpanStatusCode, metrics, trace } from '@opentelemetry/api'

import type { LadderManifest } from './ladder-manifest.ts'

/** Runs transcodes as spans, and measures those that succeed by the length of their media. */
export type TranscodeObserver = (
  kind: LadderManifest['kind'],
  transcode: () => Promise<LadderManifest>,
) => Promise<LadderManifest>

/** An observer of this worker's transcodes; it records nothing where the process has started no telemetry. */
export function observeTranscodes(): TranscodeObserver {
  const meter = metrics.getMeter('@lyceum/transcoder')
  const cost = meter.createHistogram('lyceum_transcode_seconds_per_media_second', {
    description: 'How long a transcode took, divided by how long its media is',
    advice: { explicitBucketBoundaries: [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] },
  })
  const running = meter.createUpDownCounter('lyceum_transcodes_running', {
    description: 'Transcodes in progress',
  })
  running.add(0)

  return (kind, transcode) =>
    trace.getTracer('@lyceum/transcoder').startActiveSpan(`transcode ${kind}`, async (span) => {
      const startedAt = performance.now()
      running.add(1)
      try {
        const manifest = await transcode()
        const seconds = (performance.now() - startedAt) / 1_000
        cost.record(seconds / manifest.durationSeconds, { kind })
        return manifest
      } catch (error) {
        span.recordException(error instanceof Error ? error : String(error))
        span.setStatus({ code: SpanStatusCode.ERROR })
        throw error
      } finally {
        running.add(-1)
        span.end()
      }
    })
}
