import type { SharedServices } from '../harness/shared-services.ts'

/** The services of the run. @throws {Error} in the run of one process, which has none */
export function requireServices(services: SharedServices | undefined): SharedServices {
  if (services === undefined) throw new Error('Run it with: npm run test:services')
  return services
}
