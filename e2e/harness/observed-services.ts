import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startServices } from '@lyceum/services'
import type { ServiceName, Services } from '@lyceum/services'
import { createCleanup, startOtlpReceiver } from '@lyceum/testkit'
import type { ReceivedSpan } from '@lyceum/testkit'

/** A line of a process's log. */
export interface LogLine {
  readonly service: ServiceName
  readonly msg?: string
  readonly url?: string
  readonly operationName?: string
  readonly trace_id?: string
}

/** Every service in a process of its own, with everything that operators see of it. */
export interface ObservedServices extends AsyncDisposable {
  readonly services: Services
  /** What has arrived at the collector so far. */
  readonly spans: readonly ReceivedSpan[]
  readonly lines: readonly LogLine[]
  /** `/metrics` of every process, one below the other. */
  readMetrics(): Promise<string>
}

/** Starts one process of each service. */
export async function startObservedServices(): Promise<ObservedServices> {
  const cleanup = createCleanup()
  const dataFolder = await mkdtemp(join(tmpdir(), 'lyceum-observed-'))
  cleanup.defer(() => rm(dataFolder, { recursive: true, force: true }))
  const receiver = cleanup.use(await startOtlpReceiver())
  const lines: LogLine[] = []
  const services = await startServices({
    dataFolder,
    ports: 'free',
    logLevel: 'info',
    variables: ({ service }) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      METRICS_PORT: '0',
      ...(service === 'users' && { PASSWORD_COST: '4' }),
    }),
    onLine: ({ service }, line) => lines.push({ ...readLine(line), service }),
  })
  cleanup.defer(() => services.stop())
  return {
    services,
    spans: receiver.spans,
    lines,
    async readMetrics() {
      const urls = lines.flatMap(({ msg, url }) => (msg === 'metrics' && url !== undefined ? [url] : []))
      const texts = await Promise.all(urls.map(async (url) => (await fetch(url)).text()))
      return texts.join('\n')
    },
    [Symbol.asyncDispose]: () => cleanup[Symbol.asyncDispose](),
  }
}

/** Not every line is the logger's: Node.js warns in words of its own. */
function readLine(line: string): Omit<LogLine, 'service'> {
  return line.startsWith('{') ? (JSON.parse(line) as LogLine) : { msg: line }
}
