import { startServices } from '@lyceum/services'
import type { Services, ServicesOptions } from '@lyceum/services'

/** More than one of what clients speak with, of what makes courses, and of what tells people: together they behave as one. */
export const severalInstances = { gateway: 2, courses: 2, notifications: 2 } as const

/** Every service in processes of its own, on free ports and on data of its own. */
export function startSeveralServices(
  options: Omit<ServicesOptions, 'instances' | 'ports' | 'logLevel'>,
): Promise<Services> {
  return startServices({ logLevel: 'error', ...options, instances: severalInstances, ports: 'free' })
}

/** The addresses of every gateway, of which there is one at least. */
export function addressesOf(urls: readonly string[]): readonly [string, ...string[]] {
  const [first, ...others] = urls
  if (first === undefined) throw new Error('A platform has a gateway')
  return [first, ...others]
}
