import { ensureBuckets } from '@lyceum/ports/storage/gcs'

import { createCleanup } from '../cleanup.ts'
import { eventually } from '../eventually.ts'
import { startProgram } from '../program.ts'
import { openGcsFront, type GcsFrontOptions } from './front.ts'

export { findSignatureFault } from './signed-request.ts'
export type { ReceivedRequest, SignatureFault, SignatureKey } from './signed-request.ts'

const healthPath = '/_internal/healthcheck'

/** A fake-gcs-server to be started, or one that runs already. */
export type FakeGcsServer =
  | {
      /** Found by `findProgram`. */
      readonly command: string
      /** Where objects are kept: then no key may be the folder of another. @default in memory */
      readonly folder?: string | undefined
    }
  | { readonly origin: string }

/** How an emulator is started. */
export interface GcsEmulatorOptions extends Omit<GcsFrontOptions, 'upstream'> {
  readonly server: FakeGcsServer
  /** The buckets to make before anybody is answered. @default none */
  readonly buckets?: { readonly projectId: string; readonly bucketPrefix: string }
}

/** An emulator of Google Cloud Storage. */
export interface GcsEmulator extends AsyncDisposable {
  /** For the `apiEndpoint` of a storage. */
  readonly apiEndpoint: string
}

/** Puts before fake-gcs-server what uploads need and it leaves out. */
export async function startGcsEmulator(options: GcsEmulatorOptions): Promise<GcsEmulator> {
  const { server, buckets, ...frontOptions } = options
  const cleanup = createCleanup()
  try {
    const upstream = 'origin' in server ? server.origin : cleanup.use(await startServer(server)).origin
    await eventually(() => fetch(upstream + healthPath), { withinMilliseconds: 60_000 })
    if (buckets !== undefined) await ensureBuckets({ ...buckets, apiEndpoint: upstream })
    const front = await openGcsFront({ ...frontOptions, upstream })
    cleanup.defer(() => front.close())
    return { apiEndpoint: front.origin, [Symbol.asyncDispose]: () => cleanup[Symbol.asyncDispose]() }
  } catch (error) {
    await cleanup[Symbol.asyncDispose]()
    throw error
  }
}

function startServer({ command, folder }: Extract<FakeGcsServer, { command: string }>) {
  const backend =
    folder === undefined ? ['-backend', 'memory'] : ['-backend', 'filesystem', '-filesystem-root', folder]
  return startProgram({
    command,
    toArguments: (port) => [
      ...backend,
      ...['-scheme', 'http', '-host', '127.0.0.1', '-log-level', 'error', '-port', String(port)],
    ],
    healthPath,
  })
}
