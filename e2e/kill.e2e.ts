import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { CreateCourse, MarkLectureRead, MediaProgress, present, succeeded } from '@lyceum/client'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createDraft, createPublishedCourse, enroll, publish } from './harness/courses.ts'
import { fetchLadder } from './harness/fetch-ladder.ts'
import { openDatabase } from './harness/open-database.ts'
import type { Person } from './harness/people.ts'
import { spawnPlatform } from './harness/spawn-platform.ts'
import type { SpawnedPlatform } from './harness/spawn-platform.ts'
import { startTestPlatform } from './harness/test-platform.ts'
import { uploadVideo } from './harness/upload.ts'
import { AssetPlayback, CourseStatusById, NotificationsOfViewer } from './operations.ts'

// Another process takes over what a killed one left within twenty seconds.
const patience = { withinMilliseconds: 60_000, everyMilliseconds: 100 }
const timeout = 150_000

let dataFolder: string
let platform: SpawnedPlatform
let instructor: Person
let students: Person[]
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'lyceum-kill-'))
  await using school = await startTestPlatform({ dataFolder })
  instructor = await school.instructor()
  students = await Promise.all([school.student(), school.student(), school.student(), school.student()])
  await school.stop()
  platform = await spawnPlatform(dataFolder)
}, timeout)
afterAll(async () => {
  await platform.kill('SIGTERM')
  await rm(dataFolder, { recursive: true, force: true })
}, timeout)

/** `kill -9`, and a new process on what is left. */
async function killAndRestart(): Promise<void> {
  await platform.kill('SIGKILL')
  platform = await spawnPlatform(dataFolder)
}

/** Waits until every event has reached all its consumers. The inbox refuses an event a second time. */
async function expectDelivered(): Promise<void> {
  await using database = await openDatabase(dataFolder)
  await eventually(() => database.expectDelivered(), patience)
}

/** Moments between the answer to the person and the last consumer. */
const moments = [
  { moment: 'at once', sql: null },
  {
    moment: 'while it is handed over',
    sql: 'SELECT FROM enrollments.outbox_event WHERE aggregate_id = $1 AND published_at IS NOT NULL',
  },
  {
    moment: 'when one of them has heard',
    sql: `SELECT FROM enrollments.outbox_event AS said JOIN notifications.inbox_event ON event_id = said.id
          WHERE aggregate_id = $1`,
  },
] as const

async function untilFound(sql: string, id: string): Promise<void> {
  await using database = await openDatabase(dataFolder)
  await eventually(async () => expect(await database.rows(sql, [id])).not.toEqual([]), {
    ...patience,
    everyMilliseconds: 1,
  })
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

/** Twelve seconds that take long enough to be interrupted. */
async function makeClip(): Promise<Uint8Array> {
  const path = join(dataFolder, 'clip.mp4')
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=30:duration=12']
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=12']
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', ...source, ...sound, ...codecs, path])
  return await readFile(path)
}

function takeStudent(): Person {
  return present(students.pop(), 'student')
}

describe('kill -9 right after an acknowledged change', () => {
  it('keeps a course that was made', { timeout }, async () => {
    const made = await instructor
      .at(platform.url)
      .execute(CreateCourse, { title: 'Made, then killed', description: '' })
    const { id } = present(succeeded(made.createCourse).course, 'course')
    await killAndRestart()
    const { course } = await instructor.at(platform.url).execute(CourseStatusById, { id })
    expect(course).toMatchObject({ title: 'Made, then killed', status: 'DRAFT' })
    await expectDelivered()
  })

  it('keeps a publication, which everybody hears of', { timeout }, async () => {
    const draft = await createDraft(instructor.at(platform.url))
    await publish(instructor.at(platform.url), draft)
    await killAndRestart()
    await expectDelivered()
    const student = takeStudent().at(platform.url)
    await enroll(student, draft)
  })

  it.each(moments)('keeps an enrolment, and each hears of it once: $moment', { timeout }, async ({ sql }) => {
    const course = await createPublishedCourse(instructor.at(platform.url), { title: 'To be joined' })
    const student = takeStudent()
    const enrollmentId = await enroll(student.at(platform.url), course)
    if (sql !== null) await untilFound(sql, enrollmentId)
    await killAndRestart()

    const learner = student.at(platform.url)
    const { course: seen } = await learner.execute(CourseStatusById, { id: course.courseId })
    expect(seen?.viewerEnrollment).toEqual({ id: enrollmentId, status: 'ACTIVE' })
    await expectDelivered()
    const { notifications } = await learner.execute(NotificationsOfViewer, {})
    expect(notifications.edges.map(({ node }) => node)).toEqual([
      { type: 'ENROLLMENT_ACTIVATED', subject: { __typename: 'Enrollment', id: enrollmentId } },
    ])
    const { course: counted } = await learner.execute(CourseStatusById, { id: course.courseId })
    expect(counted?.enrollmentCount).toBe(1)
    const input = { lectureId: course.lectureIds[0] ?? '' }
    const { markLectureRead } = await learner.execute(MarkLectureRead, { input })
    expect(succeeded(markLectureRead).progress).toEqual({ isCompleted: true })
  })
})

describe('kill -9 in the middle of a transcode', () => {
  it('makes the video ready in the end, and shows no half of it', { timeout }, async () => {
    const clip = await makeClip()
    const assetId = await uploadVideo(instructor.at(platform.url), clip)
    for (const percent of [1, 30, 60]) {
      await untilPercent(assetId, percent)
      await killAndRestart()
      const { mediaAsset } = await instructor.at(platform.url).execute(AssetPlayback, { id: assetId })
      expect(mediaAsset).toMatchObject({ state: 'PROCESSING', playback: null, failure: null })
    }
    const ready = await eventually(async () => {
      const { mediaAsset } = await instructor.at(platform.url).execute(AssetPlayback, { id: assetId })
      if (mediaAsset?.state !== 'READY') expect(mediaAsset?.playback).toBeNull()
      expect(mediaAsset?.state).toBe('READY')
      return mediaAsset
    }, patience)
    const { masterPlaylistUrl } = present(ready?.playback, 'playback')
    const { variants, segments } = await fetchLadder(masterPlaylistUrl)
    expect(variants).toBeGreaterThan(1)
    expect(new Set(segments)).toEqual(new Set([6]))
    await expectDelivered()
    const { notifications } = await instructor.at(platform.url).execute(NotificationsOfViewer, {})
    const aboutMedia = notifications.edges.filter(({ node }) => node.type.startsWith('MEDIA_'))
    expect(aboutMedia.map(({ node }) => node)).toEqual([
      { type: 'MEDIA_READY', subject: { __typename: 'MediaAsset', id: assetId } },
    ])
  })
})
