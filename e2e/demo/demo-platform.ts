import { startPlatform } from '@lyceum/all-in-one'
import { pino } from 'pino'

import { takeTurns } from '../harness/take-turns.ts'
import { addressesOf, startSeveralServices } from '../harness/topology.ts'

/** The throw-away platform that the demo walks through. */
export interface DemoPlatform {
  /** Of every gateway; links begin with the first. */
  readonly urls: readonly [string, ...string[]]
  /** The address that the next person uses: people are spread over all gateways. */
  nextUrl(): string
  /** Makes the owner of an e-mail address an administrator; false when nobody has it. */
  grantAdministrator(email: string): Promise<boolean>
  stop(): Promise<void>
}

export interface DemoPlatformOptions {
  readonly dataFolder: string
  /** Each service in processes of its own instead of one process for all. */
  readonly hasServices: boolean
  /** Told what a process writes that has something to say. */
  readonly print: (line: string) => void
}

/** Starts it on free ports. */
export async function startDemoPlatform(options: DemoPlatformOptions): Promise<DemoPlatform> {
  const { dataFolder, hasServices, print } = options
  if (!hasServices) {
    const platform = await startPlatform({ dataFolder, port: 0, logger: pino({ level: 'silent' }) })
    return toDemoPlatform({ ...platform, urls: [platform.url] })
  }
  return toDemoPlatform(
    await startSeveralServices({
      dataFolder,
      onStep: (step) => print(`${step} ...`),
      onLine: ({ service, index }, line) => print(`    ${service} ${index}: ${line}`),
    }),
  )
}

type Started = Omit<DemoPlatform, 'nextUrl' | 'urls'> & { readonly urls: readonly string[] }

function toDemoPlatform({ urls, grantAdministrator, stop }: Started): DemoPlatform {
  const addresses = addressesOf(urls)
  return { urls: addresses, nextUrl: takeTurns(addresses), grantAdministrator, stop }
}
