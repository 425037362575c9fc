import { randomUUID } from 'node:crypto'

import { Role } from '@lyceum/kit'
import { verifyPlaybackGrant } from '@lyceum/ports/playback-grant'
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

async function findGrants(
  by: Pick<TestPerson, 'execute'>,
  ids: readonly string[],
): Promise<(string | null)[]> {
  const representations = ids.map((id) => ({ __typename: 'MediaAsset', id }))
  const { data } = await by.execute(operations.submissionGrants, { representations })
  return data._entities.map(({ submissionGrant }: { submissionGrant: string | null }) => submissionGrant)
}

async function canOpen(person: TestPerson, assetId: string): Promise<boolean> {
  const [token] = await findGrants(person, [assetId])
  if (token == null) return false
  const { clock, playbackGrantSecret: secret } = school.world.dependencies
  return await verifyPlaybackGrant(token, { assetId, viewerId: person.id }, { secret, clock })
}

/** The files that others hear of, so that they keep them. */
async function filesSaid(attemptId: string) {
  const said = await school.world.said('attempt.submitted')
  return said.find(({ aggregateId }) => aggregateId === attemptId)?.payload['mediaAssetIds']
}

/** A running attempt at one question that wants a file. */
async function givenUpload() {
  const course = await school.givenCourse()
  const { assessmentId, questions } = await school.givenQuiz(course, { questions: [upload] })
  const attempt = await school.start(course.learner, assessmentId)
  const answer = (mediaAssetIds: readonly string[]) =>
    school.save(course.learner, {
      attemptId: attempt.id,
      questionId: questions[0].id,
      clientSequence: 1,
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
    expect(submission.files).toEqual([{ id: document }, { id: picture }])
    expect(await filesSaid(submission.id)).toEqual([document, picture])
  })

  it('is one file, however often it is named', async () => {
    const { learner, handIn } = await school.givenAssignment()
    const [document, picture] = [
      await school.givenFile(learner.id),
      await school.givenFile(learner.id, { kind: 'IMAGE' }),
    ]
    const { submission } = await handIn(learner, '', [document, picture, document])
    expect(submission.files).toEqual([{ id: document }, { id: picture }])
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

  it('follows the same rules as an answer', async () => {
    const { learner, teacher, attempt, answer } = await givenUpload()
    const stolen = await school.givenFile(teacher.id)
    expect((await answer([stolen])).userErrors).toEqual([
      { code: 'UNSUITABLE_MEDIA', path: ['input', 'answer', 'mediaAssetIds'] },
    ])
    const own = await school.givenFile(learner.id)
    expect(await answer([own])).toMatchObject({ receipt: { clientSequence: 1 }, userErrors: [] })
    const { questions } = await school.see(learner, attempt.id)
    expect(questions[0].clientSequence).toBe(1)
    await school.submit(learner, attempt.id)
    expect(await filesSaid(attempt.id)).toEqual([own])
    expect(await canOpen(teacher, own)).toBe(true)
    expect(await canOpen(teacher, stolen)).toBe(false)
  })

  it('is opened by the staff of the course alone', async () => {
    const { courseId, learner, teacher, handIn } = await school.givenAssignment()
    const other = await school.givenAssignment()
    const classmate = school.world.person()
    await school.enroll(courseId, classmate)
    const file = await school.givenFile(learner.id)
    expect(await canOpen(teacher, file)).toBe(false)
    await handIn(learner, '', [file])
    const administrator = school.world.person({ roles: [Role.ADMINISTRATOR] })
    const canOpenIt = (person: TestPerson) => canOpen(person, file)
    expect(await Promise.all([teacher, administrator].map(canOpenIt))).toEqual([true, true])
    expect(await Promise.all([learner, classmate, other.teacher].map(canOpenIt))).toEqual([
      false,
      false,
      false,
    ])
    expect(await findGrants(school.world.anonymous, [file])).toEqual([null])
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
    await handIn(learner, '', files)
    const count = (ids: readonly string[]) => school.world.countStatements(() => findGrants(teacher, ids))
    expect(await count(files)).toBe(await count(files.slice(0, 1)))
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

  it('cannot be hidden or made up by the client', async () => {
    const { assessmentId, learner, handIn } = await school.givenAssignment()
    const file = await school.givenFile(learner.id)
    await handIn(learner, '', [file])
    const { errors } = await learner.execute(operations.submitAssignment, {
      input: { assessmentId, files: [{ mediaAssetId: file, sha256: 'f'.repeat(64) }] },
    })
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT'])
  })
})
