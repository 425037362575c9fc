import { startProgram } from '../program.ts'
import { openGcsFront, type GcsFrontOptions } from './front.ts'

export { findSignatureFault } from './signed-request.ts'
export type { ReceivedRequest, SignatureFault, SignatureKey } from './signed-request.ts'

/** How an emulator is started. */
export interface GcsEmulatorOptions extends Omit<GcsFrontOptions, 'upstream'> {
  /** The command of fake-gcs-server, found by `findProgram`. */
  readonly command: string
}

/** An emulator of Google Cloud Storage, empty at first, its objects in memory. */
export interface GcsEmulator extends AsyncDisposable {
  /** For the `apiEndpoint` of a storage. */
  readonly apiEndpoint: string
}

/** Starts fake-gcs-server and, before it, what uploads need and it leaves out. */
export async function startGcsEmulator({ command, ...options }: GcsEmulatorOptions): Promise<GcsEmulator> {
  const program = await startProgram({
    command,
    toArguments: (port) => [
      ...['-backend', 'memory', '-scheme', 'http', '-host', '127.0.0.1', '-log-level', 'error'],
      ...['-port', String(port)],
    ],
    healthPath: '/_internal/healthcheck',
  })
  try {
    const front = await openGcsFront({ ...options, upstream: program.origin })
    return {
      apiEndpoint: front.origin,
      async [Symbol.asyncDispose]() {
        await front.close()
        await program[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await program[Symbol.asyncDispose]()
    throw error
  }
}
