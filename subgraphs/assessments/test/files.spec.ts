import { createHash, randomUUID } from 'node:crypto'

import { Role } from '@lyceum/kit'
import { openHandedInGrant } from '@lyceum/ports/handed-in-grant'
import type { TestPerson } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import * as operations from './operations.ts'
import { createSchool } from './school.ts'
import type { School } from './school.ts'

let school: School

beforeAll(async () => {
  school = await createSchool()
})
afterAll(() => school[Symbol.asyncDispose]())

const upload = { type: 'FILE_UPLOAD', prompt: 'Hand in your drawing', marks: '4' }

interface SeenFile {
  readonly sha256: string | null
  readonly grant: string | null
  readonly asset: { readonly id: string }
}

/** The files of a submission as somebody sees them; null for who does not see it. */
async function seeFiles(by: Pick<TestPerson, 'execute'>, id: string): Promise<SeenFile[] | null> {
  const { data } = await by.execute(operations.submissionEntity, { id })
  return data._entities[0]?.files ?? null
}

/** The versions that somebody may open of these. */
async function openVersions(person: TestPerson, files: readonly SeenFile[] | null) {
  const { clock, playbackGrantSecret: secret } = school.world.dependencies
  const opened = (files ?? []).map(async ({ grant }) =>
    grant === null ? null : await openHandedInGrant(grant, person.id, { secret, clock }),
  )
  return await Promise.all(opened)
}

/** What others hear of files, so that they keep them. */
async function filesSaid(type: 'attempt.submitted' | 'attempt.files_saved', attemptId: string) {
  const said = await school.world.said(type)
  return said.flatMap(({ aggregateId, payload }) => (aggregateId === attemptId ? [payload['files']] : []))
}

function digestOf(content: string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** A running attempt at one question that wants a file. */
async function givenUpload() {
  const course = await school.givenCourse()
  const { assessmentId, questions } = await school.givenQuiz(course, { questions: [upload] })
  const attempt = await school.start(course.learner, assessmentId)
  const answer = (mediaAssetIds: readonly string[], clientSequence = 1) =>
    school.save(course.learner, {
      attemptId: attempt.id,
      questionId: questions[0].id,
      clientSequence,
      answer: { mediaAssetIds },
    })
  return { ...course, attempt, answer }
}

describe('a file that is handed in', () => {
  it('is the own, ready document or picture of the learner', async () => {
    const { learner, handIn } = await school.givenAssignment()
    const [document, picture] = [
      await school.givenFile(learner.id),
      await school.givenFile(learner.id, { kind: 'IMAGE' }),
    ]
    const { submission } = await handIn(learner, '', [document, picture])
    expect(submission.files).toMatchObject([{ asset: { id: document } }, { asset: { id: picture } }])
    expect(await filesSaid('attempt.submitted', submission.id)).toMatchObject([
      [{ mediaAssetId: document }, { mediaAssetId: picture }],
    ])
  })

  it('is one file, however often it is named', async () => {
    const { learner, handIn } = await school.givenAssignment()
    const [document, picture] = [
      await school.givenFile(learner.id),
      await school.givenFile(learner.id, { kind: 'IMAGE' }),
    ]
    const { submission } = await handIn(learner, '', [document, picture, document])
    expect(submission.files).toMatchObject([{ asset: { id: document } }, { asset: { id: picture } }])
  })

  it.each([
    ["somebody else's", () => school.givenFile(randomUUID())],
    ['not ready, or there is none', () => Promise.resolve(randomUUID())],
    ['no id', () => Promise.resolve('file')],
  ])('is refused when it is %s', async (_what, give) => {
    const { learner, handIn } = await school.givenAssignment()
    const refused = await handIn(learner, 'With a file', [await school.givenFile(learner.id), await give()])
    expect(refused).toEqual({
      submission: null,
      userErrors: [{ code: 'UNSUITABLE_MEDIA', path: ['input', 'files'] }],
    })
  })

  it('is refused when a grader could not open it', async () => {
    const { learner, handIn } = await school.givenAssignment()
    const video = await school.givenFile(learner.id, { kind: 'VIDEO' })
    expect((await handIn(learner, '', [video])).userErrors).toMatchObject([{ code: 'UNSUITABLE_MEDIA' }])
  })

  it('follows the same rules as an answer, and stays the version that was kept', async () => {
    const { learner, teacher, attempt, answer } = await givenUpload()
    const stolen = await school.givenFile(teacher.id)
    expect((await answer([stolen])).userErrors).toEqual([
      { code: 'UNSUITABLE_MEDIA', path: ['input', 'answer', 'mediaAssetIds'] },
    ])
    const own = await school.givenFile(learner.id, { content: 'in time' })
    expect(await answer([own])).toMatchObject({ receipt: { clientSequence: 1 }, userErrors: [] })
    const named = [{ mediaAssetId: own, sha256: digestOf('in time') }]
    expect(await filesSaid('attempt.files_saved', attempt.id)).toMatchObject([named])
    await school.givenFile(learner.id, { assetId: own, version: 2, content: 'too late' })
    await school.submit(learner, attempt.id)
    expect(await filesSaid('attempt.submitted', attempt.id)).toMatchObject([named])
    for (const person of [learner, teacher]) {
      const { questions } = await school.see(person, attempt.id)
      expect(questions[0].clientSequence).toBe(1)
      expect(await openVersions(person, questions[0].answer.files)).toMatchObject([
        { assetId: own, sha256: digestOf('in time') },
      ])
    }
  })

  it('is in the version that the newest answer names', async () => {
    const { learner, teacher, attempt, answer } = await givenUpload()
    const own = await school.givenFile(learner.id, { content: 'a draft' })
    await answer([own])
    await school.givenFile(learner.id, { assetId: own, version: 2, content: 'the work' })
    await answer([own], 2)
    await school.submit(learner, attempt.id)
    const { questions } = await school.see(teacher, attempt.id)
    expect(questions[0].answer.files).toMatchObject([{ sha256: digestOf('the work') }])
  })

  it('of an answer of before digests were kept is named by the time of the answer', async () => {
    const { learner, teacher, attempt, answer } = await givenUpload()
    const own = await school.givenFile(learner.id)
    await answer([own])
    const { rows } = await school.world.dependencies.pool.query<{ savedAt: Date }>(
      `UPDATE assessments.attempt_question SET answer = answer - 'fileDigests' WHERE attempt_id = $1
       RETURNING saved_at AS "savedAt"`,
      [attempt.id],
    )
    const handedInAt = rows[0]?.savedAt
    await school.submit(learner, attempt.id)
    expect(await filesSaid('attempt.submitted', attempt.id)).toEqual([
      [{ mediaAssetId: own, sha256: null, handedInAt: handedInAt?.toISOString() }],
    ])
    const { questions } = await school.see(teacher, attempt.id)
    expect(await openVersions(teacher, questions[0].answer.files)).toEqual([
      { assetId: own, sha256: null, handedInAt },
    ])
  })

  it('is opened by the learner and the staff of the course alone', async () => {
    const { courseId, learner, teacher, handIn } = await school.givenAssignment()
    const other = await school.givenAssignment()
    const classmate = school.world.person()
    await school.enroll(courseId, classmate)
    const file = await school.givenFile(learner.id, { content: 'in time' })
    const { submission } = await handIn(learner, '', [file])
    const administrator = school.world.person({ roles: [Role.ADMINISTRATOR] })
    for (const person of [learner, teacher, administrator]) {
      const files = await seeFiles(person, submission.id)
      expect(await openVersions(person, files)).toMatchObject([
        { assetId: file, sha256: digestOf('in time') },
      ])
      expect(await openVersions(classmate, files), 'what was granted to another').toEqual([null])
    }
    for (const person of [classmate, other.teacher, school.world.anonymous]) {
      expect(await seeFiles(person, submission.id)).toBeNull()
    }
  })

  it('is in each submission the version of that submission', async () => {
    const { learner, teacher, handIn } = await school.givenAssignment()
    const assetId = await school.givenFile(learner.id, { content: 'the first' })
    const first = await handIn(learner, '', [assetId])
    await school.givenFile(learner.id, { assetId, version: 2, content: 'the second' })
    const second = await handIn(learner, '', [assetId])
    for (const [{ submission }, content] of [
      [first, 'the first'],
      [second, 'the second'],
    ] as const) {
      const named = { assetId, sha256: digestOf(content) }
      for (const person of [learner, teacher]) {
        expect(await openVersions(person, await seeFiles(person, submission.id))).toMatchObject([named])
      }
      expect(await filesSaid('attempt.submitted', submission.id)).toMatchObject([
        [{ mediaAssetId: assetId, sha256: named.sha256 }],
      ])
    }
    expect(second.submission.receipt).not.toBe(first.submission.receipt)
  })

  it('is known to have been replaced since, in whatever order media is heard', async () => {
    const { learner, teacher, handIn } = await school.givenAssignment()
    const assetId = await school.givenFile(learner.id, { content: 'in time' })
    const { submission } = await handIn(learner, '', [assetId])
    const isReplaced = async () => {
      const { data } = await teacher.execute(operations.submissionEntity, { id: submission.id })
      return data._entities[0].hasReplacedFiles
    }
    expect(await isReplaced()).toBe(false)
    await school.givenFile(learner.id, { assetId, version: 3, content: 'too late' })
    expect(await isReplaced()).toBe(true)
    await school.givenFile(learner.id, { assetId, version: 2, content: 'in time' })
    expect(await isReplaced()).toBe(true)
  })

  it('costs as many statements for many files as for one', async () => {
    const { learner, teacher, handIn } = await school.givenAssignment()
    const files = await Promise.all([1, 2, 3].map(() => school.givenFile(learner.id)))
    const [many, one] = [await handIn(learner, '', files), await handIn(learner, '', files.slice(0, 1))]
    const count = ({ submission }: typeof many) =>
      school.world.countStatements(() => seeFiles(teacher, submission.id))
    expect(await count(many)).toBe(await count(one))
  })
})

describe('identical files', () => {
  it('are found by what media says of their bytes, and are 100 percent', async () => {
    const { courseId, assessmentId, learner, teacher, handIn } = await school.givenAssignment()
    const [copier, honest] = [school.world.person(), school.world.person()]
    await school.enroll(courseId, copier)
    await school.enroll(courseId, honest)
    const same = { content: 'the same bytes' }
    await handIn(learner, 'Mine', [
      await school.givenFile(learner.id),
      await school.givenFile(learner.id, same),
    ])
    await handIn(copier, 'Also mine', [await school.givenFile(copier.id, same)])
    await handIn(honest, 'Own work', [await school.givenFile(honest.id)])
    const { data } = await teacher.execute(operations.assessment, { id: assessmentId })
    expect(data.assessment.similarities).toMatchObject([
      { percent: 100, hasIdenticalFiles: true, evidence: [] },
    ])
  })

  it('cannot be hidden or made up by the client, who can say which version is meant', async () => {
    const { assessmentId, learner } = await school.givenAssignment()
    const assetId = await school.givenFile(learner.id, { content: 'the first' })
    await school.givenFile(learner.id, { assetId, version: 2, content: 'the second' })
    const handInAs = (sha256: string) =>
      school.send(learner, operations.submitAssignment, {
        assessmentId,
        files: [{ mediaAssetId: assetId, sha256 }],
      })
    for (const sha256 of [digestOf('the first'), 'f'.repeat(64), '']) {
      expect(await handInAs(sha256)).toEqual({
        submission: null,
        userErrors: [{ code: 'UNSUITABLE_MEDIA', path: ['input', 'files'] }],
      })
    }
    const { submission } = await handInAs(digestOf('the second').toUpperCase())
    expect(submission.files).toMatchObject([{ sha256: digestOf('the second') }])
  })

  it('need not have been heard of when their work comes', async () => {
    const { assessmentId, learner } = await school.givenAssignment()
    const assetId = await school.givenFile(learner.id, { content: 'the first' })
    const sha256 = digestOf('the second')
    const handingIn = school.send(learner, operations.submitAssignment, {
      assessmentId,
      files: [{ mediaAssetId: assetId, sha256 }],
    })
    await school.givenFile(learner.id, { assetId, version: 2, content: 'the second' })
    expect((await handingIn).submission.files).toMatchObject([{ sha256 }])
  })
})
