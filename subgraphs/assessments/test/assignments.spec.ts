import { Role } from '@lyceum/kit'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { graderLockSeconds } from '../src/grading/claim-grading.ts'
import * as operations from './operations.ts'
import { createSchool } from './school.ts'
import type { School } from './school.ts'

let school: School

beforeAll(async () => {
  school = await createSchool({ sweepMilliseconds: 1_000_000, dueSoonMilliseconds: 40 })
})
beforeEach(() => school.unfreeze())
afterAll(() => school[Symbol.asyncDispose]())

const hour = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * hour).toISOString()
const criteria = [
  { title: 'Reasons', marks: '7' },
  { title: 'Style', marks: '3' },
]

/** An assignment with a rubric that a learner has handed in. */
async function givenWork(settings: object = {}) {
  const assignment = await school.givenAssignment(settings)
  const { assessmentId, handIn, learner, teacher } = assignment
  const set = await school.send(teacher, operations.setAssessmentRubric, { assessmentId, rubric: criteria })
  const [reasons, style] = set.assessment.rubric as { id: string }[]
  const submissionId: string = (await handIn(learner, 'My work')).submission.id
  const claim = (grader: typeof teacher) => school.send(grader, operations.claimSubmission, { submissionId })
  const rubricScores = [
    { criterionId: reasons?.id, marks: '6.5' },
    { criterionId: style?.id, marks: '2' },
  ]
  const grade = (grader: typeof teacher, given: object = { rubricScores, comment: 'Well argued' }) =>
    school.send(grader, operations.gradeSubmission, { submissionId, ...given })
  const see = async (person: typeof teacher) => {
    const { data } = await person.execute(operations.submissionEntity, { id: submissionId })
    const { score, comment, rubricScores: scores } = data._entities[0]
    return { score, comment, rubricScores: scores }
  }
  return { ...assignment, submissionId, rubricScores, claim, grade, see }
}

describe('an assignment', () => {
  it('is handed in again, each time with a receipt', async () => {
    const { learner, handIn } = await school.givenAssignment({ attemptLimit: 2 })
    const first = await handIn(learner, 'First')
    const second = await handIn(learner, 'Second')
    expect(second.submission).toMatchObject({ number: 2, receipt: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(second.submission.receipt).not.toBe(first.submission.receipt)
    expect((await handIn(learner, 'Third')).userErrors).toMatchObject([{ code: 'NO_ATTEMPTS_LEFT' }])
  })

  it('takes 200000 bytes of text, whatever it is written in', async () => {
    const { learner, handIn } = await school.givenAssignment()
    const refused = await handIn(learner, '文'.repeat(66_667))
    expect(refused).toMatchObject({ userErrors: [{ code: 'INVALID_INPUT', path: ['input', 'text'] }] })
    expect(await handIn(learner, '文'.repeat(66_666))).toMatchObject({ userErrors: [] })
  })

  it('loses marks for each begun day, and is not taken after the last', async () => {
    const settings = { latePenaltyPercentPerDay: '10', dueAt: inHours(-25), lateEndsAt: inHours(1) }
    const { teacher, learner, handIn } = await school.givenAssignment(settings)
    const { submission } = await handIn(learner, 'Late')
    expect(submission).toMatchObject({ lateDays: 2, latePenaltyPercent: '20' })
    const graded = await school.claimAndGrade(teacher, submission.id, { marks: '9' })
    expect(graded).toMatchObject({ submission: { score: '7' } })
    const closed = await school.givenAssignment({ dueAt: inHours(-1) })
    expect((await closed.handIn(closed.learner, 'Late')).userErrors).toMatchObject([
      { code: 'ASSESSMENT_CLOSED' },
    ])
  })

  it('shows its staff who handed in the same, what everybody was given left out', async () => {
    const given = 'a device reads its sensors and sends what they say to a service that decides what to do'
    const { teacher, learner, courseId, assessmentId, handIn } = await school.givenAssignment({
      template: given,
    })
    const [copier, honest] = [school.world.person(), school.world.person()]
    await school.enroll(courseId, copier)
    await school.enroll(courseId, honest)
    const text = 'then it turned out that the northern wire was broken by a cat that likes to dig at night'
    await handIn(learner, `${given} ${text}`)
    await handIn(copier, `Mine: ${given} ${text}!`)
    await handIn(
      honest,
      `${given} nothing at all of this has ever happened to anybody whom I could name here`,
    )
    const { data } = await teacher.execute(operations.assessment, { id: assessmentId })
    expect(data.assessment.similarities).toMatchObject([{ percent: 100, hasIdenticalFiles: false }])
  })
})

describe('grading a submission', () => {
  it('goes by the rubric, with a comment, and waits for the release', async () => {
    const { teacher, learner, assessmentId, submissionId, rubricScores, claim, grade, see } = await givenWork(
      {
        resultsVisibility: 'AFTER_RELEASE',
      },
    )
    await claim(teacher)
    const scores = rubricScores.map(({ criterionId: criterion, marks }) => ({ criterion, marks }))
    const graded = { score: '8.5', comment: 'Well argued', rubricScores: scores }
    expect(await grade(teacher)).toEqual({ submission: { id: submissionId, ...graded }, userErrors: [] })
    expect(await see(learner)).toEqual({ score: null, comment: null, rubricScores: [] })
    const isAbout = ({ aggregateId }: { aggregateId: string }) => aggregateId === submissionId
    expect((await school.world.said('attempt.graded')).filter(isAbout)).toEqual([])
    const released = await school.send(teacher, operations.releaseResults, { assessmentId })
    expect(released).toEqual({ releasedCount: 1, userErrors: [] })
    expect(await see(learner)).toEqual(graded)
    const said = (await school.world.said('attempt.graded')).filter(isAbout)
    expect(said.map(({ payload }) => payload)).toMatchObject([{ scorePercent: '85', isPassed: true }])
  })

  it('asks for a claim', async () => {
    const { teacher, grade } = await givenWork()
    expect((await grade(teacher)).userErrors).toEqual([
      { code: 'GRADING_LOCKED', path: ['input', 'submissionId'] },
    ])
  })

  it('is one grader at a time, until the lock runs out and another takes over', async () => {
    const { teacher, claim, grade } = await givenWork()
    const administrator = school.world.person({ roles: [Role.ADMINISTRATOR] })
    const start = new Date()
    await school.freeze(start)
    await claim(administrator)
    const until = start.getTime() + graderLockSeconds * 1_000
    await school.freeze(new Date(until))
    expect((await claim(teacher)).userErrors).toMatchObject([{ code: 'GRADING_LOCKED' }])
    expect((await grade(teacher)).userErrors).toMatchObject([{ code: 'GRADING_LOCKED' }])
    await school.freeze(new Date(until + 1))
    expect((await grade(administrator)).userErrors).toMatchObject([{ code: 'GRADING_LOCKED' }])
    expect(await claim(teacher)).toMatchObject({ userErrors: [] })
    expect(await grade(teacher)).toMatchObject({ submission: { score: '8.5' } })
    expect((await grade(administrator)).userErrors).toMatchObject([{ code: 'GRADING_LOCKED' }])
  })

  it('is won by one of two graders who claim at once', async () => {
    const { claim } = await givenWork()
    const graders = [1, 2, 3, 4].map(() => school.world.person({ roles: [Role.ADMINISTRATOR] }))
    const claims = await Promise.all(graders.map(claim))
    expect(claims.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1)
  })

  it.each([
    ['marks for the whole where there is a rubric', () => ({ marks: '8' })],
    ['marks and scores together', (rubricScores: object[]) => ({ marks: '8', rubricScores })],
    ['neither', () => ({ comment: 'Fine' })],
    ['a criterion left out', (rubricScores: object[]) => ({ rubricScores: rubricScores.slice(1) })],
    [
      'more than a criterion has',
      ([first, second]: object[]) => ({ rubricScores: [{ ...first, marks: '7.0001' }, second] }),
    ],
  ])('refuses %s', async (_what, give) => {
    const { teacher, rubricScores, claim, grade } = await givenWork()
    await claim(teacher)
    expect((await grade(teacher, give(rubricScores))).userErrors).toMatchObject([{ code: 'INVALID_INPUT' }])
  })

  it('refuses more marks than there are where there is no rubric', async () => {
    const { teacher, learner, handIn } = await school.givenAssignment()
    const { submission } = await handIn(learner, 'Work')
    const graded = await school.claimAndGrade(teacher, submission.id, { marks: '10.0001' })
    expect(graded.userErrors).toMatchObject([{ code: 'INVALID_INPUT' }])
  })

  it('is not for learners', async () => {
    const { learner, claim, grade } = await givenWork()
    expect(await claim(learner)).toEqual({ errors: ['NOT_FOUND'] })
    expect(await grade(learner)).toEqual({ errors: ['NOT_FOUND'] })
  })
})

describe('the rubric of an assignment', () => {
  it('adds up to its marks, belongs to an assignment, and stays once somebody is graded by it', async () => {
    const { teacher, courseId, assessmentId, claim, grade } = await givenWork()
    const set = (id: string, rubric: object[]) =>
      school.send(teacher, operations.setAssessmentRubric, { assessmentId: id, rubric })
    expect((await set(assessmentId, criteria.slice(1))).userErrors).toMatchObject([
      { code: 'INVALID_INPUT', path: ['input', 'rubric'] },
    ])
    const quiz = await school.givenQuiz({ teacher, courseId })
    expect((await set(quiz.assessmentId, criteria)).userErrors).toMatchObject([
      { code: 'INVALID_INPUT', path: ['input', 'assessmentId'] },
    ])
    await claim(teacher)
    await grade(teacher)
    expect((await set(assessmentId, [])).userErrors).toMatchObject([{ code: 'ASSESSMENT_IN_USE' }])
  })
})

describe('the release of results', () => {
  it('waits until what everybody handed in last is graded, unless the graded are asked for', async () => {
    const { teacher, learner, courseId, assessmentId, handIn } = await school.givenAssignment({
      resultsVisibility: 'AFTER_RELEASE',
    })
    const other = school.world.person()
    await school.enroll(courseId, other)
    await handIn(learner, 'A first draft')
    const { submission } = await handIn(learner, 'Work')
    const waiting = await handIn(other, 'Other work')
    await school.claimAndGrade(teacher, submission.id, { marks: '9' })
    const release = (more: object = {}) =>
      school.send(teacher, operations.releaseResults, { assessmentId, ...more })
    expect(await release()).toEqual({
      releasedCount: null,
      userErrors: [{ code: 'GRADING_INCOMPLETE', path: ['input', 'assessmentId'] }],
    })
    expect(await release({ onlyGraded: true })).toEqual({ releasedCount: 1, userErrors: [] })
    await school.claimAndGrade(teacher, waiting.submission.id, { marks: '5' })
    expect(await release()).toEqual({ releasedCount: 1, userErrors: [] })
  })

  it('comes by itself when the due time and the late days are over for everybody', async () => {
    const [dueAt, lateEndsAt] = [inHours(1), inHours(3)]
    const { teacher, learner, assessmentId, claim, grade, see } = await givenWork({
      resultsVisibility: 'AFTER_DUE',
      dueAt,
      lateEndsAt,
    })
    const granted = { userId: learner.id, extraSeconds: 0, dueAt: inHours(5), reason: 'Ill' }
    await school.send(teacher, operations.grantExtraTime, { assessmentId, ...granted })
    await claim(teacher)
    await grade(teacher)
    const early = await school.givenAssignment({ resultsVisibility: 'AFTER_DUE', dueAt })
    const { submission } = await early.handIn(early.learner, 'Work')
    await school.claimAndGrade(early.teacher, submission.id, { marks: '9' })
    const scoreOfEarly = async () =>
      (await early.learner.execute(operations.submissionEntity, { id: submission.id })).data._entities[0]
        .score
    await school.freeze(new Date(inHours(4)))
    // The sweep that releases the one has looked at the other as well.
    await eventually(async () => expect(await scoreOfEarly()).toBe('9'))
    expect(await see(learner)).toMatchObject({ score: null })
    await school.freeze(new Date(inHours(6)))
    await eventually(async () => expect(await see(learner)).toMatchObject({ score: '8.5' }))
  })
})
