import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { TestPerson } from '@lyceum/testkit'
import { eventually } from '@lyceum/testkit'
import { expect, inject, it } from 'vitest'

import { presentAttempt } from './fake-worker.ts'
import { createMediaWorld, readClip, whenIn } from './media-world.ts'
import type { MediaWorld } from './media-world.ts'
import { ReadAsset, WatchAsset } from './operations.ts'

async function startWorkerProcess({ world, folder }: MediaWorld) {
  const script = fileURLToPath(new URL('worker-process.ts', import.meta.url))
  const { rows } = await world.dependencies.pool.query<{ name: string }>('SELECT current_database() AS name')
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${rows[0]?.name}`
  const worker = spawn(
    process.execPath,
    ['--import', 'tsx', script, url.href, join(folder, 'files'), join(folder, 'work')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await once(worker.stdout, 'data')
  return {
    async kill() {
      worker.kill('SIGKILL')
      await once(worker, 'exit')
    },
  }
}

/** Resolves at the first step of an attempt that is at least so far. */
async function whenAt(
  person: TestPerson,
  id: string,
  { attempt, percent }: { attempt: number; percent: number },
) {
  const stream = await person.subscribe(WatchAsset, { id })
  for await (const { data } of stream) {
    const asset = data.mediaAssetUpdated
    if (asset.state === 'READY') throw new Error(`attempt ${attempt} ended before ${percent} %`)
    if (asset.state === 'PROCESSING' && asset.percent >= percent) return
  }
}

it('an asset becomes ready although its worker is killed again and again, and no half ladder is ever served', async () => {
  await using media = await createMediaWorld()
  const { world } = media
  const ada = media.instructor()
  const { assetId } = await media.upload(ada, { bytes: await readClip('rabbit.mp4') })

  for (const [index, percent] of [10, 50].entries()) {
    const attempt = index + 1
    const worker = await startWorkerProcess(media)
    try {
      await whenAt(ada, assetId, { attempt, percent })
    } finally {
      await worker.kill()
    }
    const { data } = await ada.execute(ReadAsset, { id: assetId })
    expect(data.mediaAsset).toMatchObject({ state: 'PROCESSING', isPlayable: false, playback: null })
    world.clock.advance(10_001)
    await eventually(async () =>
      expect(await presentAttempt(media, assetId)).toMatchObject({ attempt: attempt + 1 }),
    )
  }

  const worker = await startWorkerProcess(media)
  try {
    const asset = await whenIn(ada, assetId, 'READY')
    expect((await fetch(asset.playback.masterPlaylistUrl)).status).toBe(200)
    const { versionId } = await presentAttempt(media, assetId)
    await eventually(async () => {
      const keys = await media.listKeys('media', assetId)
      expect(keys.filter((key) => !key.startsWith(`${assetId}/${versionId}/3/`))).toEqual([])
    })
    await eventually(async () => expect(await readdir(join(media.folder, 'work', 'transcodes'))).toEqual([]))
  } finally {
    await worker.kill()
  }
  expect((await world.said()).map(({ type }) => type)).toEqual(['media.uploaded', 'media.ready'])
}, 120_000)
