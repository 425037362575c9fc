import {
  keysSection,
  ownKeysSection,
  readSections,
  secretSection,
  subgraphSections,
} from '@lyceum/service/environment'
import type { EnvironmentSource } from '@lyceum/service/environment'

/** What a process of this subgraph is told. @throws {Error} naming every variable that is wrong */
export function readEnvironment(source: EnvironmentSource) {
  return readSections(source, {
    ...subgraphSections({ name: 'users', port: 4001 }),
    accessTokenKeys: ownKeysSection,
    signingKeys: keysSection('SIGNING_KEYS'),
    passwordPepper: secretSection('PASSWORD_PEPPER'),
    refreshSecret: secretSection('REFRESH_SECRET'),
  })
}
