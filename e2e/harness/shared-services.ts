import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { json } from 'node:stream/consumers'

import type { Services } from '@lyceum/services'

/** What a spec may do to the processes of the platform that all specs share. */
export type ServicesControl = Pick<
  Services,
  'grantAdministrator' | 'kill' | 'restart' | 'startInstance' | 'stopInstance' | 'whenHealthy'
> & {
  /** How many processes have ended so far that nobody stopped. */
  countEnded(): Promise<number>
  /** Stops Redis in order and starts it on what it wrote down, at the same address. */
  restartRedis(): Promise<void>
}

/** The platform that all specs share, as the process that started it tells those that test it. */
export interface SharedServices extends Pick<Services, 'addresses' | 'databaseUrl' | 'redisUrl' | 'urls'> {
  readonly dataFolder: string
  /** Where the process listens that can start and stop the others. */
  readonly controlUrl: string
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Only in the run of services in processes of their own. */
    readonly services: SharedServices | undefined
  }
}

interface ControlCall {
  readonly action: keyof ServicesControl
  readonly args: readonly unknown[]
}

/** Lets other processes of this machine control the services. */
export async function serveControl(control: ServicesControl): Promise<{ url: string; stop(): void }> {
  const server = createServer((request, response) => {
    void (async () => {
      const { action, args } = (await json(request)) as ControlCall
      const run = control[action] as (...args: readonly unknown[]) => Promise<unknown>
      const answer = await run(...args).then(
        (result) => ({ result }),
        (error: unknown) => ({ failure: error instanceof Error ? error.message : String(error) }),
      )
      response.end(JSON.stringify(answer))
    })()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, stop: () => void server.close() }
}

/** The control of services that another process started. */
export function connectControl({ controlUrl }: SharedServices): ServicesControl {
  async function call<T>(action: ControlCall['action'], args: readonly unknown[]): Promise<T> {
    const response = await fetch(controlUrl, { method: 'POST', body: JSON.stringify({ action, args }) })
    const { result, failure } = (await response.json()) as { result: T; failure?: string }
    if (failure !== undefined) throw new Error(`${action}(${args.join(', ')}): ${failure}`)
    return result
  }
  return {
    countEnded: () => call('countEnded', []),
    grantAdministrator: (...args) => call('grantAdministrator', args),
    kill: (...args) => call('kill', args),
    restart: (...args) => call('restart', args),
    restartRedis: () => call('restartRedis', []),
    startInstance: (...args) => call('startInstance', args),
    stopInstance: (...args) => call('stopInstance', args),
    whenHealthy: (...args) => call('whenHealthy', args),
  }
}
