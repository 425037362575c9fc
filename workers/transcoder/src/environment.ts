import {
  listenSection,
  processSections,
  readSections,
  redisUrlSection,
  storageSection,
  variable,
} from '@lyceum/service/environment'
import type { EnvironmentSource } from '@lyceum/service/environment'
import { z } from 'zod'

/** What a process of this worker is told. @throws {Error} naming every variable that is wrong */
export function readEnvironment(source: EnvironmentSource) {
  return readSections(source, {
    listen: listenSection(4010),
    ...processSections,
    redisUrl: redisUrlSection,
    storage: storageSection,
    /** A folder for this worker alone. */
    workFolder: variable('WORK_FOLDER', z.string()),
  })
}
