import { startProgram } from '../program.ts'

/** Stripe's own mock in a process of its own: it judges the shapes of requests and remembers nothing. */
export interface StripeMock extends AsyncDisposable {
  /** For example `http://127.0.0.1:12111`. */
  readonly url: string
}

/** @param command - found by `findProgram` */
export async function startStripeMock(command: string): Promise<StripeMock> {
  const program = await startProgram({ command, toArguments: (port) => ['-http-port', String(port)] })
  return { url: program.origin, [Symbol.asyncDispose]: () => Promise.resolve(program[Symbol.asyncDispose]()) }
}
