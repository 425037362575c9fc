import { listenSection, processSections, readSections, variable } from '@lyceum/service/environment'
import type { EnvironmentSource } from '@lyceum/service/environment'
import { z } from 'zod'

import { findProgram } from '../program.ts'
import type { FakeGcsServer } from './index.ts'

/** What an emulator in a process of its own is told. @throws {Error} naming every variable that is wrong */
export function readEnvironment(source: EnvironmentSource) {
  return readSections(source, {
    listen: listenSection(4443),
    ...processSections,
    /** Where clients send what they upload, when that is not where services ask. */
    publicUrl: variable('PUBLIC_URL', z.url().optional()),
    buckets: z
      .object({
        GCS_PROJECT_ID: z.string().default('local'),
        GCS_BUCKET_PREFIX: z.string().default('lyceum'),
      })
      .transform(({ GCS_PROJECT_ID: projectId, GCS_BUCKET_PREFIX: bucketPrefix }) => ({
        projectId,
        bucketPrefix,
      })),
    server: serverSection(source),
  })
}

/** One that runs elsewhere, or else one that is started here. */
function serverSection(source: EnvironmentSource) {
  return z
    .object({
      FAKE_GCS_SERVER_URL: z.url().optional(),
      FAKE_GCS_SERVER: z.string().default('fake-gcs-server'),
      STORAGE_FOLDER: z.string().optional(),
    })
    .transform((values, context): FakeGcsServer => {
      const { FAKE_GCS_SERVER_URL: origin, FAKE_GCS_SERVER, STORAGE_FOLDER: folder } = values
      if (origin !== undefined) return { origin }
      const command = findProgram(FAKE_GCS_SERVER, source)
      if (command !== null) return { command, folder }
      const message = `${FAKE_GCS_SERVER} is not installed, and FAKE_GCS_SERVER_URL names no running one`
      context.issues.push({ code: 'custom', input: values, path: ['FAKE_GCS_SERVER'], message })
      return z.NEVER
    })
}
