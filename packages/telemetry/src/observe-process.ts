import { monitorEventLoopDelay } from 'node:perf_hooks'

import { metrics } from '@opentelemetry/api'

const nanosecondsPerSecond = 1e9
/** The sampling timer's own pause, which its readings include. */
const resolutionMs = 10

/** Tells how busy this process is: the delay of its event loop since the last reading, and its memory. Returns how to stop. */
export function observeProcess(): () => void {
  const meter = metrics.getMeter('@lyceum/telemetry')
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  delay.enable()
  const eventLoopDelay = meter.createObservableGauge('lyceum_event_loop_delay_seconds', {
    unit: 's',
    description: 'Delay of the event loop since the last reading, by quantile',
  })
  const memory = meter.createObservableGauge('lyceum_resident_memory_bytes', {
    unit: 'By',
    description: 'Resident memory of the process',
  })
  eventLoopDelay.addCallback((result) => {
    for (const quantile of [50, 99]) {
      const seconds = delay.percentile(quantile) / nanosecondsPerSecond - resolutionMs / 1_000
      result.observe(Math.max(seconds, 0), { quantile: String(quantile / 100) })
    }
    delay.reset()
  })
  memory.addCallback((result) => result.observe(process.memoryUsage.rss()))
  return () => delay.disable()
}
