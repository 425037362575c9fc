import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { present } from '@lyceum/client'
import { startServices } from '@lyceum/services'
import type { Services } from '@lyceum/services'
import { readTestEnvironment } from '@lyceum/testkit/environment'
import { eventually } from '@lyceum/testkit/eventually'
import { hasRedisServer } from '@lyceum/testkit/redis-server'
import { describe, expect, it } from 'vitest'

import { fetchLadder } from './harness/fetch-ladder.ts'
import { createRegistry } from './harness/people.ts'
import type { Person } from './harness/people.ts'
import { addressesOf } from './harness/topology.ts'
import { uploadVideo } from './harness/upload.ts'
import { AssetPlayback } from './operations.ts'

const { fakeGcsServer } = readTestEnvironment()
/** Those that uploading and playing needs are left; lectures is asked who may play. */
const instances = {
  courses: 0,
  enrollments: 0,
  notifications: 0,
  assessments: 0,
  payments: 0,
  certificates: 0,
}

describe.skipIf(!hasRedisServer() || fakeGcsServer === null)('services with fake-gcs-server', () => {
  it('take a video into the bucket and play it, also after everything was stopped', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'lyceum-buckets-'))
    const start = (): Promise<Services> =>
      startServices({
        dataFolder,
        instances,
        ports: 'free',
        logLevel: 'error',
        gcsEmulator: present(fakeGcsServer, 'command'),
      })
    try {
      const { instructor, assetId, ladder } = await during(start(), uploadAndPlay)
      expect(ladder.variants).toBeGreaterThan(1)
      expect(await readdir(dataFolder)).not.toContain('files')
      const again = await during(start(), ({ url }) => play(instructor.at(url), assetId))
      expect(again).toEqual(ladder)
    } finally {
      await rm(dataFolder, { recursive: true, force: true })
    }
  }, 400_000)
})

async function during<T>(starting: Promise<Services>, work: (services: Services) => Promise<T>): Promise<T> {
  const services = await starting
  try {
    return await work(services)
  } finally {
    await services.stop()
  }
}

async function uploadAndPlay(services: Services) {
  const { grantAdministrator } = services
  const instructor = await createRegistry({
    urls: addressesOf(services.urls),
    grantAdministrator,
  }).instructor()
  const clip = new URL('../apps/all-in-one/demo/media/crystal.mp4', import.meta.url)
  const assetId = await uploadVideo(instructor, await readFile(clip))
  const ladder = await eventually(() => play(instructor, assetId), {
    withinMilliseconds: 120_000,
    everyMilliseconds: 500,
  })
  return { instructor, assetId, ladder }
}

async function play(person: Person, id: string) {
  const { mediaAsset } = await person.execute(AssetPlayback, { id })
  return fetchLadder(present(mediaAsset?.playback, 'playback').masterPlaylistUrl)
}
