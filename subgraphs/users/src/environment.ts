import {
  keysSection,
  ownKeysSection,
  readSections,
  secretSection,
  subgraphSections,
  variable,
} from '@lyceum/service/environment'
import type { EnvironmentSource } from '@lyceum/service/environment'
import { z } from 'zod'

/** What a process of this subgraph is told. @throws {Error} naming every variable that is wrong */
export function readEnvironment(source: EnvironmentSource) {
  return readSections(source, {
    ...subgraphSections({ name: 'users', port: 4001 }),
    accessTokenKeys: ownKeysSection,
    signingKeys: keysSection('SIGNING_KEYS'),
    passwordPepper: secretSection('PASSWORD_PEPPER'),
    refreshSecret: secretSection('REFRESH_SECRET'),
    /** bcrypt's; lower it only where passwords are worth nothing. */
    passwordCost: variable('PASSWORD_COST', z.coerce.number().int().min(4).max(16).default(12)),
  })
}
