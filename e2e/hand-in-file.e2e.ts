import { createHash } from 'node:crypto'

import { CreateAssessment, PublishAssessment, present, succeeded } from '@lyceum/client'
import type { Client } from '@lyceum/client'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createPublishedCourse, enroll } from './harness/courses.ts'
import { openDatabase } from './harness/open-database.ts'
import { startTestPlatform } from './harness/test-platform.ts'
import type { TestPlatform } from './harness/test-platform.ts'
import { uploadText } from './harness/upload.ts'
import { DeleteMedia, HandIn, HandedInFiles, OwnHandedInFiles } from './operations.ts'

const timeout = 300_000

type Learner = Awaited<ReturnType<TestPlatform['student']>>

interface Task {
  readonly course: Awaited<ReturnType<typeof createPublishedCourse>>
  readonly assessmentId: string
}

let platform: TestPlatform
beforeAll(async () => {
  platform = await startTestPlatform()
}, timeout)
afterAll(() => platform[Symbol.asyncDispose](), timeout)

const text = 'A sensor drifts, a wire breaks, a cat digs.\n'

async function createAssignment(teacher: Client, courseId: string): Promise<string> {
  const settings = { courseId, kind: 'ASSIGNMENT', title: 'Essay', totalMarks: '10' } as const
  const { createAssessment } = await teacher.execute(CreateAssessment, { input: settings })
  const { id: assessmentId } = present(succeeded(createAssessment).assessment, 'assessment')
  const published = await teacher.execute(PublishAssessment, { input: { assessmentId } })
  succeeded(published.publishAssessment)
  return assessmentId
}

/** Hands in the version of a file that has these bytes, however fresh it is. */
async function submit(
  learner: Learner,
  { assessmentId }: Pick<Task, 'assessmentId'>,
  { mediaAssetId, content }: { readonly mediaAssetId: string; readonly content: string },
): Promise<void> {
  const sha256 = digestOf(content)
  const input = { assessmentId, files: [{ mediaAssetId, sha256 }] }
  succeeded((await learner.execute(HandIn, { input })).submitAssignment)
}

/** Enrols somebody who hands in a file. Resolves to its id. */
async function handIn(learner: Learner, { course, assessmentId }: Task): Promise<string> {
  await enroll(learner, course)
  const mediaAssetId = await uploadText(learner, text)
  await submit(learner, { assessmentId }, { mediaAssetId, content: text })
  return mediaAssetId
}

function digestOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

interface SeenFile {
  readonly sha256?: string | null
  readonly download?: { readonly url: string } | null
}

/** The bytes behind the link of a file, which have the digest that the file says. */
async function read({ download, sha256 }: SeenFile): Promise<string> {
  const bytes = Buffer.from(await (await fetch(present(download, 'link').url)).arrayBuffer())
  expect(digestOf(bytes)).toBe(sha256)
  return bytes.toString()
}

describe('a text that a learner hands in', () => {
  it('arrives as long as it may be, in any writing', { timeout }, async () => {
    const instructor = await platform.instructor()
    const course = await createPublishedCourse(instructor)
    const assessmentId = await createAssignment(instructor, course.courseId)
    const learner = await platform.student()
    await enroll(learner, course)
    for (const text of ['文'.repeat(66_666), '"'.repeat(99_999)]) {
      succeeded((await learner.execute(HandIn, { input: { assessmentId, text } })).submitAssignment)
    }
  })
})

describe('a file that a learner uploads and hands in', () => {
  it(
    'is opened by the instructor of the course, and found to be the same as another’s',
    { timeout },
    async () => {
      const instructor = await platform.instructor()
      const course = await createPublishedCourse(instructor)
      const assessmentId = await createAssignment(instructor, course.courseId)
      const copier = await platform.student('Kim Copier')
      const copyId = await handIn(copier, { course, assessmentId })
      await handIn(await platform.student('Lea Learner'), { course, assessmentId })

      const { assessment } = await instructor.execute(HandedInFiles, { assessmentId })
      const files = assessment?.submissions?.edges.flatMap(({ node }) => node.files) ?? []
      expect(files).toHaveLength(2)
      for (const file of files) {
        expect(file.asset?.download, 'not by what lectures grant').toBeNull()
        expect(await read(file)).toBe(text)
      }
      expect(assessment?.similarities).toEqual([{ percent: 100, hasIdenticalFiles: true }])

      await using database = await openDatabase(platform.dataFolder)
      await eventually(() => database.expectDelivered())
      const taken = await copier.execute(DeleteMedia, { input: { assetId: copyId } })
      expect(taken.deleteMedia.userErrors).toMatchObject([{ code: 'MEDIA_IN_USE' }])
      const { administrator } = await platform.people()
      succeeded((await administrator.execute(DeleteMedia, { input: { assetId: copyId } })).deleteMedia)
      const later = await instructor.execute(HandedInFiles, { assessmentId })
      const left = later.assessment?.submissions?.edges.map(({ node }) =>
        node.files.map(({ asset, download }) => [asset?.state, download === null]),
      )
      expect(left, 'a deleted file hides no other work').toEqual([[[undefined, true]], [['READY', false]]])
    },
  )

  it('is for the staff and the learner what it was when it was handed in', { timeout }, async () => {
    const instructor = await platform.instructor()
    const course = await createPublishedCourse(instructor)
    const assessmentId = await createAssignment(instructor, course.courseId)
    const learner = await platform.student()
    const assetId = await handIn(learner, { course, assessmentId })
    const better = `${text}And I have seen it.\n`
    await uploadText(learner, better, assetId)
    await using database = await openDatabase(platform.dataFolder)
    await eventually(() => database.expectDelivered())

    const seen = async () => {
      const [own, staff] = await Promise.all([
        learner.execute(OwnHandedInFiles, { assessmentId }),
        instructor.execute(HandedInFiles, { assessmentId }),
      ])
      const byStaff = staff.assessment?.submissions?.edges.map(({ node }) => node) ?? []
      return [present(own.assessment, 'assessment').viewerSubmissions, byStaff]
    }
    for (const [first] of await seen()) {
      expect(first?.hasReplacedFiles).toBe(true)
      expect(await Promise.all((first?.files ?? []).map(read))).toEqual([text])
    }

    await submit(learner, { assessmentId }, { mediaAssetId: assetId, content: better })
    await uploadText(learner, 'Something else.\n', assetId)
    await eventually(() => database.expectDelivered())
    for (const submissions of await seen()) {
      const texts = submissions.map(({ files }) => Promise.all(files.map(read)))
      expect(await Promise.all(texts)).toEqual([[text], [better]])
    }
    const taken = await learner.execute(DeleteMedia, { input: { assetId } })
    expect(taken.deleteMedia.userErrors).toMatchObject([{ code: 'MEDIA_IN_USE' }])
  })
})
