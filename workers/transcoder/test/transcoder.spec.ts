import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { mediaProgressChannel, transcodeJob, transcodeReportJob, transcoderStatusJob } from '@lyceum/events'
import type { TranscodeJobData, TranscodeReport } from '@lyceum/events'
import { createFilesystemStorage } from '@lyceum/ports/storage/filesystem'
import { createCleanup, createTestDatabase, createTestDependencies, eventually } from '@lyceum/testkit'
import { describe, expect, it } from 'vitest'

import { createTranscoder, defaultMediaLimits, ladderManifestSchema, listLadderFiles } from '../src/index.ts'
import type { TranscoderOptions } from '../src/index.ts'
import { demoClip, temporaryFolder } from './media-sources.ts'

/** A queue, a storage and somebody who hears what workers report. */
async function createWorkshop() {
  const cleanup = createCleanup()
  const folder = cleanup.use(await temporaryFolder())
  const database = cleanup.use(await createTestDatabase())
  const { dependencies } = cleanup.use(await createTestDependencies(database.url))
  const { broker, logger } = dependencies
  const storage = await createFilesystemStorage({
    root: folder.file('files'),
    secret: 'upload secret of tests, 32 characters or more',
    uploadsUrl: () => 'http://127.0.0.1',
  })
  const reports: TranscodeReport[] = []
  broker.jobWorker(transcodeReportJob, {
    handler: (report) => {
      reports.push(report)
      return Promise.resolve()
    },
  })
  const workFolder = folder.file('work')
  return {
    broker,
    storage,
    reports,
    workFolder,
    /** The last word about an attempt. */
    end: () =>
      eventually(
        () => {
          const end = reports.find(({ outcome }) => outcome !== 'PROGRESS')
          if (end === undefined) throw new Error('The attempt has not ended yet')
          return end
        },
        { withinMilliseconds: 25_000 },
      ),
    async start(options: Partial<TranscoderOptions> = {}) {
      const transcoder = createTranscoder({
        broker,
        storage,
        logger,
        workFolder,
        preset: 'superfast',
        ...options,
      })
      cleanup.defer(() => transcoder.stop({ graceMs: 1 }))
      await transcoder.start()
      return transcoder
    },
    async order(bytes: Uint8Array, kind: 'VIDEO' | 'AUDIO' = 'VIDEO'): Promise<TranscodeJobData> {
      const [assetId, versionId] = [randomUUID(), randomUUID()]
      const sourceKey = `${assetId}/${versionId}/source`
      const outputPrefix = `${assetId}/${versionId}/1/`
      const job = { assetId, versionId, attempt: 1, kind, sourceKey, outputPrefix }
      await storage.write({ bucket: 'uploads', key: sourceKey }, bytes, { contentType: 'video/mp4' })
      await broker.jobQueue(transcodeJob).add(job, { jobId: `${versionId}-1` })
      return job
    },
    async listOutput({ outputPrefix }: TranscodeJobData) {
      const files: string[] = []
      for await (const { key } of storage.list({ bucket: 'media', prefix: outputPrefix })) {
        files.push(key.slice(outputPrefix.length))
      }
      return files
    },
    listWork: () => readdir(join(workFolder, 'transcodes')),
    [Symbol.asyncDispose]: () => cleanup[Symbol.asyncDispose](),
  }
}

describe('a transcoder', () => {
  it('publishes exactly the files of the ladder under the prefix of the attempt, and tells how far it is', async () => {
    await using workshop = await createWorkshop()
    const { broker, reports } = workshop
    const clip = await readFile(demoClip('crystal.mp4'))
    const job = await workshop.order(clip)
    const live = broker.live.subscribe(mediaProgressChannel(job.assetId))
    await live.ready
    await workshop.start({ timing: { heartbeatMilliseconds: 200 } })
    const step = await live.next()
    const { assetId, versionId } = job
    expect(step.value).toMatchObject({ assetId, versionId, attempt: 1 })
    await live.return()

    const end = await workshop.end()
    if (end.outcome !== 'READY') throw new Error(`The attempt ended as ${end.outcome}`)
    const files = listLadderFiles(ladderManifestSchema.parse(end.manifest)).map(({ file }) => file)
    expect(await workshop.listOutput(job)).toEqual(files.toSorted())
    expect(reports.filter(({ outcome }) => outcome === 'PROGRESS').length).toBeGreaterThan(1)
    await eventually(async () => expect(await workshop.listWork()).toEqual([]))
  })

  it('says what is wrong with a file, and whether trying again makes sense', async () => {
    await using workshop = await createWorkshop()
    await workshop.start()
    const job = await workshop.order(Buffer.from('no film'))
    expect(await workshop.end()).toMatchObject({
      outcome: 'FAILED',
      reason: 'UNSUPPORTED_FORMAT',
      isPermanent: true,
    })
    expect(await workshop.listOutput(job)).toEqual([])
    await eventually(async () => expect(await workshop.listWork()).toEqual([]))
  })

  it('fails a file that takes too long, and may try it again', async () => {
    await using workshop = await createWorkshop()
    await workshop.start({ limits: { ...defaultMediaLimits, wallClockSeconds: 1 } })
    const job = await workshop.order(await readFile(demoClip('rabbit.mp4')))
    expect(await workshop.end()).toMatchObject({ outcome: 'FAILED', reason: 'TIMED_OUT', isPermanent: false })
    expect(await workshop.listOutput(job)).toEqual([])
  })

  it('gives back what it is stopped in, for an attempt of its own', async () => {
    await using workshop = await createWorkshop()
    const job = await workshop.order(await readFile(demoClip('rabbit.mp4')))
    const live = workshop.broker.live.subscribe(mediaProgressChannel(job.assetId))
    await live.ready
    const first = await workshop.start()
    await live.next()
    await first.stop({ graceMs: 1 })
    expect(await workshop.listWork()).toEqual([])
    expect(await workshop.listOutput(job)).toEqual([])
    await workshop.start()
    expect(await workshop.end()).toMatchObject({ outcome: 'LOST', attempt: 1 })
  })

  it('takes nothing while ffmpeg is missing, and says so', async () => {
    await using workshop = await createWorkshop()
    const heard: unknown[] = []
    workshop.broker.jobWorker(transcoderStatusJob, {
      handler: (status) => {
        heard.push(status)
        return Promise.resolve()
      },
    })
    await workshop.order(Buffer.from('no film'))
    let isAvailable = false
    await workshop.start({
      timing: { statusMilliseconds: 50 },
      findFfmpeg: () =>
        Promise.resolve({ isAvailable, ffmpegVersion: null, advice: isAvailable ? null : 'Install it.' }),
    })
    await eventually(() => expect(heard.length).toBeGreaterThan(1))
    expect(heard[0]).toMatchObject({ isAvailable: false, advice: 'Install it.' })
    expect(workshop.reports).toEqual([])
    isAvailable = true
    expect(await workshop.end()).toMatchObject({ outcome: 'FAILED' })
  })

  it('removes what a crashed worker left in its folder', async () => {
    await using workshop = await createWorkshop()
    await mkdir(join(workshop.workFolder, 'transcodes', 'attempt-old'), { recursive: true })
    await writeFile(join(workshop.workFolder, 'transcodes', 'attempt-old', 'source'), 'bytes')
    await workshop.start()
    expect(await workshop.listWork()).toEqual([])
  })
})
