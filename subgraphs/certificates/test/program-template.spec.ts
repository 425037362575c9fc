import { randomUUID } from 'node:crypto'

import { Role } from '@lyceum/kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import {
  myCertificates,
  readTemplates,
  removeCertificateTemplate,
  removeProgramTemplate,
  setCertificateTemplate,
  setProgramTemplate,
  verifyCertificate,
} from './operations.ts'
import { courseEvent, createSchool, earned, newLearner, programEvent } from './school.ts'
import type { Learner, School } from './school.ts'

let school: School
beforeAll(async () => {
  school = await createSchool()
})
afterAll(() => school[Symbol.asyncDispose]())

function administrator() {
  return school.person({ roles: [Role.ADMINISTRATOR] })
}

async function givenProgram(
  courseIds: readonly string[],
  issuerName: string,
  programId: string = randomUUID(),
) {
  await school.emit(programEvent(programId, courseIds))
  await administrator().execute(setProgramTemplate, { input: { programId, issuerName } })
  return programId
}

async function templateOf(representation: { readonly __typename: string; readonly id: string }) {
  const { data } = await administrator().execute(readTemplates, { representations: [representation] })
  return data._entities[0].certificateTemplate
}

function courseTemplate({ courseId }: Learner) {
  return templateOf({ __typename: 'Course', id: courseId })
}

async function issuerOf(learner: Learner): Promise<string> {
  await school.emit(...earned(learner))
  const { data } = await school.person({ id: learner.userId }).execute(myCertificates)
  const { code } = data.myCertificates.edges[0].node
  const verified = await school.anonymous.execute(verifyCertificate, { code })
  return verified.data.verifyCertificate.issuerName
}

describe("a program's template", () => {
  it('holds for its courses that have none of their own', async () => {
    const [inside, outside] = [newLearner(), newLearner()]
    await school.emit(courseEvent(inside), courseEvent(outside))
    const programId = await givenProgram([inside.courseId], 'Faculty of Science')
    expect(await templateOf({ __typename: 'Program', id: programId })).toEqual({
      source: 'PROGRAM',
      issuerName: 'Faculty of Science',
    })
    expect(await courseTemplate(inside)).toEqual({ source: 'PROGRAM', issuerName: 'Faculty of Science' })
    expect(await courseTemplate(outside)).toEqual({ source: 'DEFAULT', issuerName: 'Lyceum' })
    expect([await issuerOf(inside), await issuerOf(outside)]).toEqual(['Faculty of Science', 'Lyceum'])
  })

  it("gives way to the course's own, until that is taken away", async () => {
    const learner = newLearner()
    await school.emit(courseEvent(learner))
    await givenProgram([learner.courseId], 'Faculty of Science')
    const instructor = school.person({ id: learner.instructorId, roles: [Role.INSTRUCTOR] })
    const { courseId } = learner
    await instructor.execute(setCertificateTemplate, { input: { courseId, issuerName: 'Own' } })
    expect(await courseTemplate(learner)).toEqual({ source: 'COURSE', issuerName: 'Own' })
    const { data } = await instructor.execute(removeCertificateTemplate, { input: { courseId } })
    expect(data.removeCertificateTemplate).toEqual({
      template: { source: 'PROGRAM', issuerName: 'Faculty of Science' },
      userErrors: [],
    })
  })

  it('of the program that was made first counts, whichever was heard of or set first', async () => {
    const learner = newLearner()
    await school.emit(courseEvent(learner))
    const ids = [1, 2, 3].map((turn) => `0199a000-000${turn}-7000-8000-${randomUUID().slice(-12)}`)
    const [bare = '', older = '', newer = ''] = ids
    await givenProgram([learner.courseId], 'Newer', newer)
    await givenProgram([learner.courseId], 'Older', older)
    await school.emit(programEvent(bare, [learner.courseId]))
    expect(await courseTemplate(learner)).toEqual({ source: 'PROGRAM', issuerName: 'Older' })
    await administrator().execute(removeProgramTemplate, { input: { programId: older } })
    expect(await courseTemplate(learner)).toEqual({ source: 'PROGRAM', issuerName: 'Newer' })
  })

  it('no longer holds when the course leaves the program or the program is deleted', async () => {
    const [left, kept] = [newLearner(), newLearner()]
    await school.emit(courseEvent(left), courseEvent(kept))
    const programId = await givenProgram([left.courseId, kept.courseId], 'Faculty')
    await school.emit(programEvent(programId, [kept.courseId], 3))
    // One that came late.
    await school.emit(programEvent(programId, [left.courseId], 2))
    expect([await courseTemplate(left), await courseTemplate(kept)]).toMatchObject([
      { source: 'DEFAULT' },
      { source: 'PROGRAM' },
    ])
    const deleted = { ...programEvent(programId, [kept.courseId], 4), type: 'program.deleted' as const }
    await school.emit(deleted as ReturnType<typeof programEvent>)
    expect(await courseTemplate(kept)).toMatchObject({ source: 'DEFAULT' })
    const { errors } = await administrator().execute(setProgramTemplate, { input: { programId } })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is for administrators alone', async () => {
    const learner = newLearner()
    await school.emit(courseEvent(learner))
    const programId = await givenProgram([learner.courseId], 'Faculty')
    const instructor = school.person({ id: learner.instructorId, roles: [Role.INSTRUCTOR] })
    const codesFor = async (operation: string) => {
      const viewers = [school.anonymous, instructor, administrator()]
      const answers = viewers.map((viewer) => viewer.execute(operation, { input: { programId } }))
      return (await Promise.all(answers)).map(({ errors }) => errors?.[0]?.extensions?.['code'] ?? 'OK')
    }
    for (const operation of [setProgramTemplate, removeProgramTemplate]) {
      expect(await codesFor(operation)).toEqual(['UNAUTHENTICATED', 'FORBIDDEN', 'OK'])
    }
    const representations = [{ __typename: 'Program', id: programId }]
    const { data } = await instructor.execute(readTemplates, { representations })
    expect(data._entities).toEqual([{ certificateTemplate: null }])
  })

  it('refuses what cannot be read or printed', async () => {
    const programId = await givenProgram([], 'Faculty')
    const input = { programId, issuerName: 'Fac\u202Eulty', accentColor: '#ffff00' }
    const { data } = await administrator().execute(setProgramTemplate, { input })
    expect(data.setProgramCertificateTemplate).toEqual({
      template: null,
      userErrors: [
        { code: 'INVALID_INPUT', path: ['input', 'issuerName'] },
        { code: 'INVALID_INPUT', path: ['input', 'accentColor'] },
      ],
    })
  })
})

describe('removeCertificateTemplate', () => {
  it('is for instructors of the course and administrators', async () => {
    const learner = newLearner()
    await school.emit(courseEvent(learner))
    const input = { courseId: learner.courseId }
    const codeFor = async (viewer: Pick<typeof school.anonymous, 'execute'>) =>
      (await viewer.execute(removeCertificateTemplate, { input })).errors?.[0]?.extensions?.['code'] ?? 'OK'
    expect([
      await codeFor(school.anonymous),
      await codeFor(school.person({ roles: [Role.INSTRUCTOR] })),
      await codeFor(school.person({ id: learner.instructorId, roles: [Role.INSTRUCTOR] })),
      await codeFor(administrator()),
    ]).toEqual(['UNAUTHENTICATED', 'FORBIDDEN', 'OK', 'OK'])
  })
})
