import { readSections, secretSection, subgraphSections } from '@lyceum/service/environment'
import type { EnvironmentSource } from '@lyceum/service/environment'

/** What a process of this subgraph is told. @throws {Error} naming every variable that is wrong */
export function readEnvironment(source: EnvironmentSource) {
  return readSections(source, {
    ...subgraphSections({ name: 'lectures', port: 4003 }),
    playbackGrantSecret: secretSection('PLAYBACK_GRANT_SECRET'),
  })
}
