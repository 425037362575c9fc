import { randomUUID } from 'node:crypto'

import { Role } from '@lyceum/kit'
import type { TestPerson } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import * as operations from './operations.ts'
import { createSchool, trueFalse } from './school.ts'
import type { School } from './school.ts'

let school: School
let ids: Record<
  'assessmentId' | 'attemptId' | 'bankId' | 'courseId' | 'questionId' | 'questionVersionId' | 'submissionId',
  string
>
let learner: TestPerson
let teacher: TestPerson

beforeAll(async () => {
  school = await createSchool()
  const course = await school.givenCourse()
  const { assessmentId, bankId, questions } = await school.givenQuiz(course)
  const attempt = await school.start(course.learner, assessmentId)
  const assignment = await school.givenAssignment()
  const { submission } = await assignment.handIn(assignment.learner, 'Work')
  const [{ id: questionId, version: questionVersionId }] = questions
  learner = course.learner
  teacher = course.teacher
  ids = {
    assessmentId,
    attemptId: attempt.id,
    bankId,
    courseId: course.courseId,
    questionId,
    questionVersionId,
    submissionId: submission.id,
  }
})
afterAll(() => school[Symbol.asyncDispose]())

const key = { optionIds: ['false'] }
const ofStaff: readonly [string, string, () => object][] = [
  ['createQuestionBank', operations.createQuestionBank, () => ({ courseId: ids.courseId, title: 'Bank' })],
  ['addQuestions', operations.addQuestions, () => ({ bankId: ids.bankId, questions: [trueFalse] })],
  ['reviseQuestion', operations.reviseQuestion, () => ({ questionId: ids.questionId, question: trueFalse })],
  [
    'createAssessment',
    operations.createAssessment,
    () => ({ courseId: ids.courseId, kind: 'QUIZ', title: 'Quiz' }),
  ],
  [
    'reviseAssessment',
    operations.reviseAssessment,
    () => ({ assessmentId: ids.assessmentId, settings: { title: 'Quiz' } }),
  ],
  [
    'setAssessmentItems',
    operations.setAssessmentItems,
    () => ({ assessmentId: ids.assessmentId, items: [{ questionId: ids.questionId }] }),
  ],
  [
    'setAssessmentRubric',
    operations.setAssessmentRubric,
    () => ({ assessmentId: ids.assessmentId, rubric: [] }),
  ],
  ['publishAssessment', operations.publishAssessment, () => ({ assessmentId: ids.assessmentId })],
  ['unpublishAssessment', operations.unpublishAssessment, () => ({ assessmentId: ids.assessmentId })],
  ['removeAssessment', operations.removeAssessment, () => ({ assessmentId: ids.assessmentId })],
  [
    'grantExtraTime',
    operations.grantExtraTime,
    () => ({ assessmentId: ids.assessmentId, userId: learner.id, extraSeconds: 60, reason: 'Me' }),
  ],
  ['claimGrading', operations.claimGrading, () => ({ attemptId: ids.attemptId })],
  [
    'gradeAnswer',
    operations.gradeAnswer,
    () => ({ attemptId: ids.attemptId, questionId: ids.questionId, marks: '1' }),
  ],
  ['claimSubmission', operations.claimSubmission, () => ({ submissionId: ids.submissionId })],
  ['gradeSubmission', operations.gradeSubmission, () => ({ submissionId: ids.submissionId, marks: '1' })],
  ['releaseResults', operations.releaseResults, () => ({ assessmentId: ids.assessmentId })],
  ['previewRegrade', operations.previewRegrade, () => ({ questionVersionId: ids.questionVersionId, key })],
  [
    'applyRegrade',
    operations.applyRegrade,
    () => ({ questionVersionId: ids.questionVersionId, key, fingerprint: 'x', reason: 'Me' }),
  ],
  ['setGradingRules', operations.setGradingRules, () => ({ courseId: ids.courseId, dropLowestQuizzes: 1 })],
]

describe.each(ofStaff)('%s', (_name, operation, inputOf) => {
  it('is for the staff of the course: what others may not change is not found', async () => {
    const stranger = school.world.person({ roles: [Role.INSTRUCTOR] })
    for (const person of [learner, stranger]) {
      expect(await school.send(person, operation, inputOf())).toEqual({ errors: ['NOT_FOUND'] })
    }
    const { errors } = await school.world.anonymous.execute(operation, { input: inputOf() })
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['UNAUTHENTICATED'])
  })

  it('asks who it is before it says whether anything is there', async () => {
    const input = Object.fromEntries(
      Object.entries(inputOf()).map(([name, value]) => [name, name.endsWith('Id') ? randomUUID() : value]),
    )
    const { errors } = await school.world.anonymous.execute(operation, { input })
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['UNAUTHENTICATED'])
  })
})

describe('a draft', () => {
  it('is not found by somebody who does not learn in the course', async () => {
    const courseId = ids.courseId
    const created = await school.send(teacher, operations.createAssessment, {
      courseId,
      kind: 'QUIZ',
      title: 'Q',
    })
    const input = { assessmentId: created.assessment.id }
    expect(await school.send(school.world.person(), operations.startAttempt, input)).toEqual({
      errors: ['NOT_FOUND'],
    })
  })
})

describe('attempt', () => {
  it('is seen by the learner, the staff and administrators alone', async () => {
    const administrator = school.world.person({ roles: [Role.ADMINISTRATOR] })
    const canSee = async (person: Pick<TestPerson, 'execute'>) =>
      (await person.execute(operations.attempt, { id: ids.attemptId })).data.attempt !== null
    expect(await Promise.all([learner, teacher, administrator].map(canSee))).toEqual([true, true, true])
    expect(await Promise.all([school.world.person(), school.world.anonymous].map(canSee))).toEqual([
      false,
      false,
    ])
  })

  it('cannot be handed in by anybody else', async () => {
    expect(await school.submit(teacher, ids.attemptId)).toEqual({ errors: ['NOT_FOUND'] })
    expect(await school.submit(learner, randomUUID())).toEqual({ errors: ['NOT_FOUND'] })
  })
})
