import { randomUUID } from 'node:crypto'

import { transcodeReportJob } from '@lyceum/events'
import type { TranscodeReport } from '@lyceum/events'
import { eventually } from '@lyceum/testkit'
import type { LadderManifest } from '@lyceum/transcoder/hls'
import { expect } from 'vitest'

import type { MediaWorld } from './media-world.ts'

export interface Attempt {
  readonly assetId: string
  readonly versionId: string
  readonly attempt: number
}

/** The present attempt of the newest version. */
export async function presentAttempt({ world }: MediaWorld, assetId: string): Promise<Attempt> {
  const { rows } = await world.dependencies.pool.query<Attempt>(
    `SELECT asset_id AS "assetId", id AS "versionId", attempt FROM media.file_version
     WHERE asset_id = $1 ORDER BY number DESC LIMIT 1`,
    [assetId],
  )
  const [attempt] = rows
  if (attempt === undefined) throw new Error(`Asset ${assetId} has no version`)
  return attempt
}

/** Says something as a worker would, and waits until it was applied. */
export async function report({ world }: MediaWorld, said: TranscodeReport): Promise<void> {
  const queue = world.dependencies.broker.jobQueue(transcodeReportJob)
  const jobId = randomUUID()
  await queue.add(said, { jobId })
  await eventually(async () => expect(await queue.stateOf(jobId)).toBe('completed'))
}

/** Ends an attempt as a worker would: a ladder of one rung and one segment, which says which attempt made it. */
export async function finishAttempt(media: MediaWorld, attempt: Attempt): Promise<void> {
  await writeLadder(media, attempt)
  await report(media, { ...attempt, outcome: 'READY', manifest: { ...manifest } })
}

/** Puts the files of an attempt where a worker puts them. */
export async function writeLadder({ storage }: MediaWorld, attempt: Attempt): Promise<void> {
  const folder = `${attempt.assetId}/${attempt.versionId}/${attempt.attempt}/`
  const write = (file: string, text: string, contentType: string) =>
    storage.write({ bucket: 'media', key: folder + file }, Buffer.from(text), { contentType })
  await write('240p/index.m3u8', '#EXTM3U\n', 'application/vnd.apple.mpegurl')
  await write('240p/segment_00000.ts', `attempt ${attempt.attempt}`, 'video/mp2t')
  await write('poster.jpg', 'a picture', 'image/jpeg')
}

export const manifest: LadderManifest = {
  kind: 'VIDEO',
  durationSeconds: 2,
  mpegTsStart: 126_000,
  renditions: [
    {
      name: '240p',
      playlist: { file: '240p/index.m3u8', bytes: 8 },
      segments: [{ file: '240p/segment_00000.ts', bytes: 9, durationSeconds: 2 }],
      codecs: ['avc1.64000d', 'mp4a.40.2'],
      peakBandwidth: 400_000,
      averageBandwidth: 300_000,
      picture: { width: 426, height: 240, frameRate: 25 },
    },
  ],
  poster: { file: 'poster.jpg', bytes: 9, width: 426, height: 240 },
}
