import { transcodeJob } from '@lyceum/events'
import { eventually } from '@lyceum/testkit'
import { describe, expect, it } from 'vitest'

import { finishAttempt, presentAttempt, report, writeLadder } from './fake-worker.ts'
import { createMediaWorld, readClip, whenIn } from './media-world.ts'
import { ReadAsset, RetryMedia } from './operations.ts'

const failure = { reason: 'ENCODER_FAILED', message: 'The encoder crashed.', isPermanent: false } as const

async function uploadedClip() {
  const media = await createMediaWorld()
  const ada = media.instructor()
  const { assetId } = await media.upload(ada, { bytes: await readClip('crystal.mp4') })
  return { media, ada, assetId, [Symbol.asyncDispose]: () => media[Symbol.asyncDispose]() }
}

describe('an attempt', () => {
  it('that is no longer the present one changes nothing, and its files are deleted', async () => {
    await using clip = await uploadedClip()
    const { media, ada, assetId } = clip
    const first = await presentAttempt(media, assetId)
    await report(media, { ...first, outcome: 'PROGRESS', percent: 40 })
    media.world.clock.advance(10_001)
    const second = await eventually(async () => {
      const present = await presentAttempt(media, assetId)
      expect(present.attempt).toBe(2)
      return present
    })

    await finishAttempt(media, second)
    const before = await whenIn(ada, assetId, 'READY')
    await finishAttempt(media, first)
    await report(media, { ...first, outcome: 'FAILED', ...failure, isPermanent: true })

    const after = await whenIn(ada, assetId, 'READY')
    expect(after.playback.masterPlaylistUrl.length).toBe(before.playback.masterPlaylistUrl.length)
    const segment = new URL('240p/segment_00000.ts', after.playback.masterPlaylistUrl)
    expect(await (await fetch(segment)).text()).toBe('attempt 2')
    await eventually(async () => {
      const keys = await media.listKeys('media', assetId)
      expect(keys.every((key) => key.startsWith(`${assetId}/${first.versionId}/2/`))).toBe(true)
    })
    expect((await media.world.said('media.ready')).length).toBe(1)
    expect(await media.world.said('media.failed')).toEqual([])
  })

  it('is not visible before it is whole', async () => {
    await using clip = await uploadedClip()
    const { media, ada, assetId } = clip
    await writeLadder(media, await presentAttempt(media, assetId))
    const { data } = await ada.execute(ReadAsset, { id: assetId })
    expect(data.mediaAsset).toMatchObject({ state: 'QUEUED', isPlayable: false, playback: null })
  })

  it('that is reported twice is published once', async () => {
    await using clip = await uploadedClip()
    const { media, ada, assetId } = clip
    const attempt = await presentAttempt(media, assetId)
    await finishAttempt(media, attempt)
    await finishAttempt(media, attempt)
    await whenIn(ada, assetId, 'READY')
    expect((await media.world.said('media.ready')).length).toBe(1)
    const { rows } = await media.world.dependencies.pool.query('SELECT 1 FROM media.discarded_prefix')
    expect(rows).toEqual([])
  })

  it('that fails is followed by two more with growing pauses, then by FAILED', async () => {
    await using clip = await uploadedClip()
    const { media, ada, assetId } = clip
    for (const attempt of [1, 2]) {
      const present = await presentAttempt(media, assetId)
      expect(present.attempt).toBe(attempt)
      await report(media, { ...present, outcome: 'FAILED', ...failure })
      const { rows } = await media.world.dependencies.pool.query(
        'SELECT state, extract(epoch FROM due_at - queued_at)::int AS pause FROM media.file_version',
      )
      expect(rows).toEqual([{ state: 'QUEUED', pause: 2 ** attempt }])
    }
    await report(media, { ...(await presentAttempt(media, assetId)), outcome: 'FAILED', ...failure })
    const { reason, message } = failure
    expect(await whenIn(ada, assetId, 'FAILED')).toMatchObject({ failure: { reason, message } })
    expect(await media.world.said('media.failed')).toMatchObject([{ payload: { reason, message } }])

    const { data } = await ada.execute(RetryMedia, { input: { assetId } })
    expect(data.retryMedia).toMatchObject({ asset: { state: 'QUEUED' }, userErrors: [] })
    await finishAttempt(media, await presentAttempt(media, assetId))
    await whenIn(ada, assetId, 'READY')
    const again = await ada.execute(RetryMedia, { input: { assetId } })
    expect(again.data.retryMedia.userErrors).toMatchObject([{ code: 'MEDIA_NOT_FAILED' }])
  })

  it('of a worker that was lost is followed by another one, ten times at most', async () => {
    await using clip = await uploadedClip()
    const { media, ada, assetId } = clip
    for (let lost = 1; lost <= 10; lost += 1) {
      const present = await presentAttempt(media, assetId)
      expect(present.attempt).toBe(lost)
      await report(media, { ...present, outcome: 'LOST' })
    }
    expect(await whenIn(ada, assetId, 'FAILED')).toMatchObject({ failure: { reason: 'WORKER_LOST' } })
  })
})

describe('the reconciler', () => {
  it('adds a job again that the queue has lost', async () => {
    await using clip = await uploadedClip()
    const { media, ada, assetId } = clip
    const { pool, broker } = media.world.dependencies
    const { versionId } = await presentAttempt(media, assetId)
    const jobId = `${versionId}-1`
    const transcodes = broker.jobQueue(transcodeJob)
    const tables = await pool.query<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.columns
       WHERE table_schema = 'bullmq' AND table_name LIKE '%job%' AND column_name = 'id'`,
    )
    for (const { name } of tables.rows) {
      await pool.query(`DELETE FROM bullmq.${name} WHERE id::text = $1`, [jobId])
    }
    expect(await transcodes.stateOf(jobId)).toBe('missing')
    media.world.clock.advance(2_001)
    await eventually(async () => expect(await transcodes.stateOf(jobId)).toBe('alive'))
    await media.startTranscoder()
    await whenIn(ada, assetId, 'READY')
  })
})

describe('without ffmpeg', () => {
  it('uploads wait, say for what, and go on when it appears', async () => {
    await using clip = await uploadedClip()
    const { media, ada, assetId } = clip
    expect((await whenIn(ada, assetId, 'QUEUED')).waitingFor).toContain('No transcoder')
    let isAvailable = false
    const advice = 'Install ffmpeg.'
    await media.startTranscoder({
      findFfmpeg: () =>
        Promise.resolve({ isAvailable, ffmpegVersion: null, advice: isAvailable ? null : advice }),
    })
    await eventually(async () => expect((await whenIn(ada, assetId, 'QUEUED')).waitingFor).toBe(advice))
    isAvailable = true
    expect(await whenIn(ada, assetId, 'READY')).toMatchObject({ waitingFor: null })
  })
})
