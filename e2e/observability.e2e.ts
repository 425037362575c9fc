import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { Categories, MarkLectureRead, MediaState, createClient, present, succeeded } from '@lyceum/client'
import { createCleanup, eventually, startOtlpReceiver } from '@lyceum/testkit'
import type { ReceivedSpan } from '@lyceum/testkit'
import { findFreePort } from '@lyceum/testkit/program'
import { hasRedisServer } from '@lyceum/testkit/redis-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createPublishedCourse, enroll } from './harness/courses.ts'
import { startObservedServices } from './harness/observed-services.ts'
import type { ObservedServices } from './harness/observed-services.ts'
import { createRegistry } from './harness/people.ts'
import type { Registry } from './harness/people.ts'
import { readAlerts, readDashboard, readDocumented, readServed } from './harness/series.ts'
import { spawnPlatform } from './harness/spawn-platform.ts'
import { addressesOf } from './harness/topology.ts'
import { buildTrees, pathTo, printTree } from './harness/trace-tree.ts'
import { uploadVideo } from './harness/upload.ts'

const timeout = 240_000
const patience = { withinMilliseconds: 120_000, everyMilliseconds: 200 } as const

describe.skipIf(!hasRedisServer())('what operators see of services in processes of their own', () => {
  const cleanup = createCleanup()
  let observed: ObservedServices
  let registry: Registry

  beforeAll(async () => {
    observed = cleanup.use(await startObservedServices())
    registry = createRegistry({ ...observed.services, urls: addressesOf(observed.services.urls) })
  }, timeout)
  afterAll(() => cleanup[Symbol.asyncDispose](), timeout)

  /** The span of a service in a trace, or in any when none is named; waits until the collector has it. */
  function arrived(service: string, name: string, traceId?: string): Promise<ReceivedSpan> {
    return eventually(
      () =>
        present(
          observed.spans.find(
            (span) =>
              span.service === service &&
              span.name === name &&
              (traceId === undefined || span.traceId === traceId),
          ),
          `${service}: ${name}`,
        ),
      patience,
    )
  }

  function show(traceId: string): string {
    const trees = buildTrees(observed.spans, traceId)
    expect(trees).toHaveLength(1)
    const text = trees.map((tree) => printTree(tree)).join('\n')
    process.stdout.write(`\n${text}\n`)
    return text
  }

  it(
    'shows a lecture that completes a course, up to certificate and notifications, as one tree',
    { timeout },
    async () => {
      const [instructor, student] = await Promise.all([registry.instructor(), registry.student()])
      const course = await createPublishedCourse(instructor)
      await enroll(student, course)
      // What brings the last missing piece issues: who the learner is and what the course is are known before.
      await arrived('lectures', 'process enrollment.activated')
      await eventually(() => {
        const known = observed.spans.filter(
          ({ service, name }) => service === 'certificates' && name === 'process user.registered',
        )
        // Instructor, student, and the administrator who made the first an instructor.
        expect(known).toHaveLength(3)
      }, patience)
      await arrived('certificates', 'process course.published')

      await eventually(async () => {
        const lectureId = present(course.lectureIds[0], 'lecture')
        succeeded((await student.execute(MarkLectureRead, { input: { lectureId } })).markLectureRead)
      }, patience)

      const { traceId } = await arrived('certificates', 'process enrollment.completed')
      const root = await arrived('gateway', 'mutation MarkLectureRead', traceId)
      const issued = await arrived('notifications', 'process certificate.issued', traceId)
      const told = await arrived('notifications', 'process enrollment.completed', traceId)
      await eventually(() => expect(buildTrees(observed.spans, traceId)).toHaveLength(1), patience)

      show(traceId)
      const operation = [
        'gateway: mutation MarkLectureRead',
        'gateway: fetch lectures',
        'lectures: lectures mutation',
        'enrollments: process lecture.completed',
      ]
      expect(pathTo(observed.spans, issued)).toEqual([
        ...operation,
        'certificates: process enrollment.completed',
        'notifications: process certificate.issued',
      ])
      expect(pathTo(observed.spans, told)).toEqual([
        ...operation,
        'notifications: process enrollment.completed',
      ])
      expect(root.parentSpanId).toBe('')
      const line = observed.lines.find(
        ({ operationName, trace_id: id }) => operationName !== undefined && id === traceId,
      )
      expect(line).toMatchObject({ service: 'gateway', operationName: 'MarkLectureRead' })
    },
  )

  it(
    'shows an upload, from its completion to the report of its transcode, as one tree',
    { timeout },
    async () => {
      const instructor = await registry.instructor()
      const id = await uploadVideo(instructor, await makeClip())
      await eventually(async () => {
        const { mediaAsset } = await instructor.execute(MediaState, { id })
        expect(present(mediaAsset, 'asset').state).toBe('READY')
      }, patience)

      const { traceId } = await arrived('transcoder', 'transcode VIDEO')
      const report = await eventually(
        () =>
          present(
            observed.spans.find(
              (span) =>
                span.traceId === traceId &&
                span.name === 'process transcode-report' &&
                String(span.attributes['messaging.message.id']).endsWith('-end'),
            ),
            'the end of the transcode',
          ),
        patience,
      )
      await arrived('gateway', 'mutation CompleteUpload', traceId)
      await arrived('notifications', 'process media.ready', traceId)

      show(traceId)
      expect(pathTo(observed.spans, report)).toEqual([
        'gateway: mutation CompleteUpload',
        'gateway: fetch media',
        'media: media mutation',
        'transcoder: process transcode',
        'media: process transcode-report',
      ])
    },
  )

  it('serves exactly the series that the dashboard shows and the page explains', { timeout }, async () => {
    const served = readServed(await observed.readMetrics())
    const names = Object.keys(served)

    expect(await readDashboard()).toEqual(new Set(names))
    expect(await readDocumented()).toEqual(served)
    expect(names).toEqual(expect.arrayContaining([...(await readAlerts())]))
  })
})

describe('what operators see of all in one process', () => {
  it('serves metrics and sends traces when the environment says so', { timeout }, async () => {
    await using closing = createCleanup()
    const dataFolder = await mkdtemp(join(tmpdir(), 'lyceum-observed-'))
    closing.defer(() => rm(dataFolder, { recursive: true, force: true }))
    const receiver = closing.use(await startOtlpReceiver())
    const metricsPort = await findFreePort()
    const platform = closing.use(
      await spawnPlatform(dataFolder, {
        METRICS_PORT: String(metricsPort),
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      }),
    )

    await createClient({ endpoint: `${platform.url}/graphql` }).execute(Categories, {})

    const statement = await eventually(
      () =>
        present(
          receiver.spans.find(
            (span) =>
              span.name === 'SELECT' && pathTo(receiver.spans, span)[0] === 'lyceum: query Categories',
          ),
          'a statement of the operation',
        ),
      patience,
    )
    expect(pathTo(receiver.spans, statement)).toEqual([
      'lyceum: query Categories',
      'lyceum: fetch courses',
      'lyceum: courses query',
      'lyceum: SELECT',
    ])
    const served = readServed(await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text())
    const names = Object.keys(served)
    expect([...(await readDashboard())]).toEqual(expect.arrayContaining(names))
    expect(names).toContain('lyceum_subgraph_operation_duration_seconds')
  })
})

/** Two seconds of a test picture. */
async function makeClip(): Promise<Uint8Array> {
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=10:duration=2']
  const codec = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']
  const streamed = ['-movflags', 'frag_keyframe+empty_moov', '-f', 'mp4', 'pipe:1']
  const { stdout } = await promisify(execFile)('ffmpeg', ['-v', 'error', ...source, ...codec, ...streamed], {
    encoding: 'buffer',
  })
  return stdout
}
