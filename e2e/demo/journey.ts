import { join } from 'node:path'

import {
  CreateCourse,
  CreateMediaLecture,
  CreateModule,
  CreateTextLecture,
  Enroll,
  EnrollmentProgress,
  GrantRole,
  LecturePlayback,
  MarkLectureRead,
  PublishCourse,
  RecordProgress,
  SearchCourses,
  StoredNotifications,
  UnpublishCourse,
  present,
  succeeded,
} from '@lyceum/client'
import { eventually } from '@lyceum/testkit/eventually'

import type { DemoPlatform } from './demo-platform.ts'
import { registerPerson } from './people.ts'
import type { Person } from './people.ts'
import { expectThat } from './step-runner.ts'
import type { StepRunner } from './step-runner.ts'
import { followTranscoding, uploadClip } from './upload-clip.ts'
import { watchVideo } from './watch-video.ts'

interface Clip {
  readonly filename: string
  readonly bytes: Uint8Array
  /** The heights that the ladder should have. */
  readonly rungs: readonly number[]
}

export interface JourneyOptions {
  readonly steps: StepRunner
  /** For what is fetched on the way. */
  readonly folder: string
  readonly clips: readonly Clip[]
}

const courseTitle = 'The Internet of Things, hands on'

/** From registration to a completed course, over the public endpoint alone. */
export async function takeJourney(platform: DemoPlatform, options: JourneyOptions): Promise<void> {
  const { steps } = options
  const { instructor, learner, administrator } = await registerEverybody(platform, steps)
  const course = await buildCourse(instructor, options)
  await publishAndFind(instructor, learner, { steps, courseId: course.courseId })
  const enrollmentId = await enroll(learner, { steps, courseId: course.courseId })
  await watchEverything(learner, course.videos, options)
  await completeEverything(learner, { steps, enrollmentId, ...course })
  await loseTheSocket(instructor, learner, { steps, courseId: course.courseId })
  await steps.step('Everybody heard everything once, in order', async () => {
    const counts = []
    for (const person of [instructor, learner]) counts.push(await compareWithStored(person))
    await Promise.all([instructor, learner, administrator].map((person) => person.leave()))
    return { result: undefined, told: `${counts.join(' and ')} notifications, live and stored alike` }
  })
}

async function registerEverybody(platform: DemoPlatform, steps: StepRunner) {
  const [instructor, learner, administrator] = await steps.step(
    'Three people register and sign in',
    async () => ({
      result: [
        await registerPerson(platform, 'Ira'),
        await registerPerson(platform, 'Lee'),
        await registerPerson(platform, 'Ada'),
      ] as const,
      told: 'each with a live feed',
    }),
  )
  await steps.step('The server makes one an administrator', async () => {
    expectThat(await platform.grantAdministrator('ada@example.org'), 'Ada to have an account')
    await administrator.hears(({ type }) => type === 'ROLE_GRANTED', 'that she is an administrator')
    await administrator.signIn()
    return { result: undefined, told: 'she hears of it' }
  })
  await steps.step('The administrator makes another an instructor', async () => {
    const input = { userId: instructor.id, role: 'INSTRUCTOR' } as const
    succeeded((await administrator.client.execute(GrantRole, { input })).grantRole)
    const { detail } = await instructor.hears(({ type }) => type === 'ROLE_GRANTED', 'about the role')
    expectThat(detail === 'INSTRUCTOR', 'the notification to name the role')
    await instructor.signIn()
    return { result: undefined, told: 'he hears of it' }
  })
  return { instructor, learner, administrator }
}

interface Course {
  readonly courseId: string
  readonly textLectureIds: readonly string[]
  readonly videos: readonly { readonly lectureId: string; readonly clip: Clip }[]
}

async function buildCourse(instructor: Person, { steps, clips }: JourneyOptions): Promise<Course> {
  const { client } = instructor
  const { courseId, moduleId, textLectureIds } = await steps.step(
    'A course with two modules and three texts',
    async () => {
      const variables = {
        title: courseTitle,
        description: 'Sense, connect, act.',
        level: 'BEGINNER',
      } as const
      const created = succeeded((await client.execute(CreateCourse, variables)).createCourse)
      const id = present(created.course, 'course').id
      const modules = []
      for (const title of ['Getting started', 'On the farm']) {
        const { createModule } = await client.execute(CreateModule, { input: { courseId: id, title } })
        modules.push(present(succeeded(createModule).module, 'module').id)
      }
      const [first = '', second = ''] = modules
      const texts = []
      for (const [moduleOfText, title] of [
        [first, 'Welcome'],
        [first, 'Sensors'],
        [second, 'Soil'],
      ] as const) {
        const input = { moduleId: moduleOfText, title, textMarkdown: `# ${title}\n\nRead **me**.` }
        const { createTextLecture } = await client.execute(CreateTextLecture, { input })
        texts.push(present(succeeded(createTextLecture).lecture, 'lecture').id)
      }
      return { result: { courseId: id, moduleId: first, textLectureIds: texts }, told: courseTitle }
    },
  )

  const assetIds: string[] = []
  for (const [index, clip] of clips.entries()) {
    const isInterrupted = index === 0
    const name = isInterrupted
      ? `${clip.filename} is uploaded in parts, interrupted, resumed`
      : `${clip.filename} is uploaded in parts`
    assetIds.push(
      await steps.step(name, async () => {
        const { assetId, resumedAtBytes } = await uploadClip(client, { ...clip, isInterrupted })
        const kilobytes = Math.round(clip.bytes.length / 1_024)
        const told =
          resumedAtBytes === null
            ? `${kilobytes} KiB`
            : `resumed at ${Math.round(resumedAtBytes / 1_024)} of ${kilobytes} KiB`
        return { result: assetId, told }
      }),
    )
  }
  const videos = await steps.step('Two video lectures are made of them', async () => {
    const made = []
    for (const [index, clip] of clips.entries()) {
      const input = {
        moduleId,
        title: clip.filename,
        kind: 'VIDEO',
        mediaAssetId: assetIds[index] ?? '',
      } as const
      const { createMediaLecture } = await client.execute(CreateMediaLecture, { input })
      made.push({ clip, lectureId: present(succeeded(createMediaLecture).lecture, 'lecture').id })
    }
    return { result: made, told: 'while they are transcoded' }
  })
  await steps.step('Percents arrive by subscription until both are ready', async () => {
    const percents = await Promise.all(assetIds.map((assetId) => followTranscoding(client, assetId)))
    for (const assetId of assetIds) {
      await instructor.hears(
        ({ type, subject }) => type === 'MEDIA_READY' && isAsset(subject, assetId),
        'that a video is ready',
      )
    }
    return { result: undefined, told: percents.map((seen) => `${seen.length} steps`).join(', ') }
  })
  return { courseId, textLectureIds, videos }
}

function isAsset(subject: unknown, id: string): boolean {
  return typeof subject === 'object' && subject !== null && 'id' in subject && subject.id === id
}

async function publishAndFind(
  instructor: Person,
  learner: Person,
  { steps, courseId }: { readonly steps: StepRunner; readonly courseId: string },
): Promise<void> {
  await steps.step('The course is published and found in spite of a typo', async () => {
    succeeded((await instructor.client.execute(PublishCourse, { input: { courseId } })).publishCourse)
    // The lectures subgraph hears a few milliseconds later that the course is open to everybody.
    const lectureCount = await eventually(async () => {
      const { allCourses } = await learner.client.execute(SearchCourses, { search: 'internt of thigns' })
      const [edge] = allCourses.edges
      expectThat(edge?.node.title === courseTitle, 'the search to find the course')
      const { length } = (edge?.node.modules ?? []).flatMap(({ lectures }) => lectures ?? [])
      expectThat(length === 5, 'its five lectures, from another subgraph')
      return length
    })
    return { result: undefined, told: `"internt of thigns" finds it, with ${lectureCount} lectures` }
  })
}

async function enroll(
  learner: Person,
  { steps, courseId }: { readonly steps: StepRunner; readonly courseId: string },
): Promise<string> {
  return await steps.step('A learner enrols and hears of it with the course title', async () => {
    const { createEnrollment } = await learner.client.execute(Enroll, { userId: learner.id, courseId })
    const { id, status } = present(succeeded(createEnrollment).enrollment, 'enrollment')
    expectThat(status === 'ACTIVE', 'a free course to be active at once')
    const { subject } = await learner.hears(
      ({ type }) => type === 'ENROLLMENT_ACTIVATED',
      'about the enrolment',
    )
    const isTitled = subject?.__typename === 'Enrollment' && subject.course?.title === courseTitle
    expectThat(isTitled, 'the title to be joined from the courses subgraph')
    return { result: id, told: courseTitle }
  })
}

async function watchEverything(
  learner: Person,
  videos: Course['videos'],
  { steps, folder }: JourneyOptions,
): Promise<void> {
  for (const { lectureId, clip } of videos) {
    await steps.step(`${clip.filename}: every variant, every segment, decoded`, async () => {
      const { lecture } = await learner.client.execute(LecturePlayback, { id: lectureId })
      const playback = present(lecture?.media?.playback, 'playback')
      const watched = await watchVideo(playback.masterPlaylistUrl, join(folder, `watched ${clip.filename}`))
      expectThat(
        watched.rungs.join() === clip.rungs.join(),
        `rungs ${clip.rungs.join()}, not ${watched.rungs.join()}`,
      )
      const forged = playback.masterPlaylistUrl.replace(/\/play\/./, '/play/x')
      const { status } = await fetch(forged)
      expectThat(status === 403 || status === 404, `a forged token to be refused, not ${status}`)
      return { result: undefined, told: `${watched.rungs.join('p ')}p, ${watched.segmentCount} segments` }
    })
  }
}

async function completeEverything(
  learner: Person,
  {
    steps,
    enrollmentId,
    textLectureIds,
    videos,
  }: Course & { readonly steps: StepRunner; readonly enrollmentId: string },
): Promise<void> {
  await steps.step('Positions are saved and every lecture is completed', async () => {
    for (const { lectureId } of videos) {
      const { lecture } = await learner.client.execute(LecturePlayback, { id: lectureId })
      const duration = present(lecture?.media?.durationSeconds, 'duration')
      // Out of order and overlapping, as players report.
      const halves = [
        { startSeconds: duration / 3, endSeconds: duration },
        { startSeconds: 0, endSeconds: duration / 2 },
      ]
      for (const range of halves) {
        const input = { lectureId, ranges: [range], positionSeconds: range.endSeconds }
        succeeded((await learner.client.execute(RecordProgress, { input })).recordProgress)
      }
    }
    for (const lectureId of textLectureIds) {
      succeeded((await learner.client.execute(MarkLectureRead, { input: { lectureId } })).markLectureRead)
    }
    const { subject } = await learner.hears(
      ({ type }) => type === 'COURSE_COMPLETED',
      'that the course is completed',
    )
    expectThat(
      subject?.__typename === 'Course' && subject.title === courseTitle,
      "the completed course's title",
    )
    return { result: undefined, told: `${videos.length + textLectureIds.length} lectures` }
  })
  await steps.step('The enrolment says 100 % and completed', async () => {
    const { enrollment } = await learner.client.execute(EnrollmentProgress, { id: enrollmentId })
    expectThat(
      enrollment?.progressPercent === 100 && enrollment.status === 'COMPLETED',
      'a completed enrolment',
    )
    return { result: undefined, told: `${enrollment?.progressPercent ?? 0} %` }
  })
  await steps.step('A certificate is issued, printed and shown to a stranger', async () => {
    const { subject } = await learner.hears(
      ({ type }) => type === 'CERTIFICATE_ISSUED',
      'about the certificate',
    )
    if (subject?.__typename !== 'Certificate')
      throw new Error('Expected: a certificate to be what it is about')
    const page = await (await fetch(subject.verificationUrl)).text()
    expectThat(page.includes(subject.serial), 'the public page to show the serial')
    const pdf = Buffer.from(await (await fetch(subject.pdfUrl)).arrayBuffer())
    expectThat(pdf.subarray(0, 5).toString() === '%PDF-', 'a PDF')
    return { result: undefined, told: `${subject.serial}, ${Math.round(pdf.length / 1_024)} KiB of PDF` }
  })
}

async function loseTheSocket(
  instructor: Person,
  learner: Person,
  { steps, courseId }: { readonly steps: StepRunner; readonly courseId: string },
): Promise<void> {
  await steps.step('The socket is cut while three notifications are made', async () => {
    let reconnect: () => void = () => undefined
    learner.cutSocket(new Promise<void>((resolve) => (reconnect = resolve)))
    const before = learner.heard.length
    for (let round = 0; round < 3; round += 1) {
      succeeded((await instructor.client.execute(UnpublishCourse, { input: { courseId } })).unpublishCourse)
      succeeded((await instructor.client.execute(PublishCourse, { input: { courseId } })).publishCourse)
    }
    expectThat(learner.heard.length === before, 'nothing to arrive on a cut socket')
    reconnect()
    await learner.hears(() => learner.heard.length >= before + 3, 'what was said meanwhile')
    const missed = learner.heard.slice(before)
    const areRight = missed.every(
      ({ type, subject }) => type === 'COURSE_PUBLISHED' && subject?.__typename === 'Course',
    )
    expectThat(missed.length === 3 && areRight, 'three publications, each once')
    return { result: undefined, told: 'resumed by cursor, three came' }
  })
}

/** How many notifications a person heard; throws unless they are the stored ones, each once, in order. */
async function compareWithStored(person: Person): Promise<number> {
  const { notifications } = await person.client.execute(StoredNotifications, {})
  const stored = notifications.edges.map(({ node }) => node.id).reverse()
  const heard = person.heard.map(({ id }) => id)
  expectThat(
    heard.join() === stored.join(),
    `what was heard (${heard.length}) to be what is stored (${stored.length})`,
  )
  return heard.length
}
