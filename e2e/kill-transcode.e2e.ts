import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { MediaProgress, present } from '@lyceum/client'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { fetchLadder } from './harness/fetch-ladder.ts'
import { forgePlaybackUrl } from './harness/forge-playback-url.ts'
import { startKillablePlatform, takeover } from './harness/killable-platform.ts'
import type { KillablePlatform } from './harness/killable-platform.ts'
import type { Person } from './harness/people.ts'
import { uploadVideo } from './harness/upload.ts'
import { AssetPlayback, NotificationsOfViewer } from './operations.ts'

const timeout = 240_000

let platform: KillablePlatform
let instructor: Person
beforeAll(async () => {
  platform = await startKillablePlatform(
    async (school) => {
      instructor = await school.instructor()
    },
    ['media', 'transcoder'],
  )
}, timeout)
afterAll(() => platform[Symbol.asyncDispose](), timeout)

describe('kill -9 in the middle of a transcode', () => {
  it('makes the video ready in the end, and never shows half of it', { timeout }, async () => {
    const assetId = await uploadVideo(instructor.at(platform.url), await makeClip())
    const { versions } = await readAsset(assetId)
    const versionId = present(versions?.[0], 'version').id
    const masterUrl = () => forgePlaybackUrl(platform, { assetId, versionId })

    for (const percent of [1, 40]) {
      await untilPercent(assetId, percent)
      expect((await fetch(await masterUrl())).status, `at ${percent} %`).toBe(403)
      await platform.killAndRestart()
      expect((await fetch(await masterUrl())).status, `killed at ${percent} %`).toBe(403)
      const asset = await readAsset(assetId)
      expect(asset).toMatchObject({ playback: null, failure: null })
      // A worker that has been silent for long is taken for dead, and the next attempt waits for another.
      expect(['PROCESSING', 'QUEUED']).toContain(asset.state)
    }

    await eventually(async () => {
      const { status } = await fetch(await masterUrl())
      expect(status).not.toBe(403)
    }, takeover)
    // Whoever looks all the time sees nothing, then the whole.
    const ladder = await fetchLadder(await masterUrl())
    expect(ladder.variants).toBeGreaterThan(1)
    expect(new Set(ladder.segments)).toEqual(new Set([4]))
    const { state, playback } = await readAsset(assetId)
    expect(state).toBe('READY')
    expect(await fetchLadder(present(playback, 'playback').masterPlaylistUrl)).toEqual(ladder)

    await platform.waitUntilDelivered()
    const { notifications } = await instructor.at(platform.url).execute(NotificationsOfViewer, {})
    const ofMedia = notifications.edges
      .map(({ node }) => node)
      .filter(({ type }) => type.startsWith('MEDIA_'))
    expect(ofMedia).toEqual([{ type: 'MEDIA_READY', subject: { __typename: 'MediaAsset', id: assetId } }])
  })
})

async function readAsset(id: string) {
  const { mediaAsset } = await instructor.at(platform.url).execute(AssetPlayback, { id })
  return present(mediaAsset, 'asset')
}

/** Waits until a new attempt has come so far. */
async function untilPercent(assetId: string, percent: number): Promise<void> {
  await using updates = instructor.at(platform.url).subscribe(MediaProgress, { id: assetId })
  let isNewAttempt = false
  for await (const { mediaAssetUpdated } of updates) {
    const reached = mediaAssetUpdated.percent ?? 0
    if (mediaAssetUpdated.state === 'READY')
      throw new Error(`The video was ready before ${percent} % was seen`)
    if (reached < percent) isNewAttempt = true
    if (isNewAttempt && reached >= percent) return
  }
}

/** Eight seconds that take long enough to be interrupted. */
async function makeClip(): Promise<Uint8Array> {
  const path = join(platform.dataFolder, 'clip.mp4')
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=30:duration=8']
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=8']
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', ...source, ...sound, ...codecs, path])
  return await readFile(path)
}
