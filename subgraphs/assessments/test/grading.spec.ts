import { Role } from '@lyceum/kit'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import * as operations from './operations.ts'
import { createSchool, essay, trueFalse } from './school.ts'
import type { School } from './school.ts'

let school: School

beforeAll(async () => {
  school = await createSchool({ sweepMilliseconds: 1_000_000, dueSoonMilliseconds: 40 })
})
afterAll(() => school[Symbol.asyncDispose]())

const exam = [trueFalse, essay]

/** A quiz with an essay that a learner has handed in. */
async function givenEssay(settings: object = {}) {
  const course = await school.givenCourse()
  const quiz = await school.givenQuiz(course, { questions: exam, settings })
  const attempt = await school.start(course.learner, quiz.assessmentId)
  const [closed, open] = quiz.questions
  await school.save(course.learner, {
    attemptId: attempt.id,
    questionId: closed.id,
    clientSequence: 1,
    answer: { optionIds: ['true'] },
  })
  await school.save(course.learner, {
    attemptId: attempt.id,
    questionId: open.id,
    clientSequence: 1,
    answer: { text: 'Because' },
  })
  await school.submit(course.learner, attempt.id)
  const grade = (person: typeof course.teacher, reasons = '2.5') =>
    school.send(person, operations.gradeAnswer, {
      attemptId: attempt.id,
      questionId: open.id,
      rubricScores: [
        { criterionId: open.rubric[0].id, marks: reasons },
        { criterionId: open.rubric[1].id, marks: '1' },
      ],
      comment: 'Well argued',
    })
  const claim = (person: typeof course.teacher) =>
    school.send(person, operations.claimGrading, { attemptId: attempt.id })
  return { ...course, ...quiz, attempt, open, grade, claim }
}

describe('grading by hand', () => {
  it('waits in the queue, goes by the rubric and completes the result', async () => {
    const { teacher, learner, attempt, assessmentId, claim, grade } = await givenEssay()
    const queue = await teacher.execute(operations.assessment, { id: assessmentId })
    expect(queue.data.assessment.attempts.edges).toEqual([{ node: { id: attempt.id } }])
    expect(await school.see(learner, attempt.id)).toMatchObject({ status: 'SUBMITTED', score: null })
    await claim(teacher)
    expect(await grade(teacher)).toMatchObject({
      attempt: { status: 'GRADED', score: '4.5', isPassed: true },
    })
    const seen = await school.see(learner, attempt.id)
    expect(seen).toMatchObject({ score: '4.5', scorePercent: '90' })
    expect(seen.questions.map(({ comment }: { comment: string }) => comment)).toContain('Well argued')
    const said = await school.world.said('attempt.graded')
    expect(said.find(({ aggregateId }) => aggregateId === attempt.id)?.payload).toMatchObject({
      scorePercent: '90',
      isPassed: true,
    })
  })

  it('is one grader at a time, until the lock runs out', async () => {
    const { teacher, claim, grade } = await givenEssay()
    const administrator = school.world.person({ roles: [Role.ADMINISTRATOR] })
    await claim(administrator)
    expect((await claim(teacher)).userErrors).toMatchObject([{ code: 'GRADING_LOCKED' }])
    expect((await grade(teacher)).userErrors).toMatchObject([{ code: 'GRADING_LOCKED' }])
    await school.freeze(new Date(Date.now() + 901_000))
    expect(await claim(teacher)).toMatchObject({ userErrors: [] })
    await school.unfreeze()
  })

  it('refuses more marks than there are', async () => {
    const { teacher, claim, grade } = await givenEssay()
    await claim(teacher)
    expect((await grade(teacher, '3.1')).userErrors).toMatchObject([{ code: 'INVALID_INPUT' }])
  })

  it('is not for learners', async () => {
    const { learner, claim, grade } = await givenEssay()
    expect(await claim(learner)).toEqual({ errors: ['NOT_FOUND'] })
    expect(await grade(learner)).toEqual({ errors: ['NOT_FOUND'] })
  })

  it('shows and says nothing before the release', async () => {
    const settings = { resultsVisibility: 'AFTER_RELEASE', feedbackVisibility: 'AFTER_RELEASE' }
    const { teacher, learner, attempt, assessmentId, claim, grade } = await givenEssay(settings)
    await claim(teacher)
    await grade(teacher)
    const before = await school.see(learner, attempt.id)
    expect(before).toMatchObject({ score: null, isPassed: null, scoreChanges: null })
    expect(JSON.stringify(before.questions)).not.toContain('Well argued')
    const isAbout = ({ aggregateId }: { aggregateId: string }) => aggregateId === attempt.id
    expect((await school.world.said('attempt.graded')).filter(isAbout)).toEqual([])
    const released = await school.send(teacher, operations.releaseResults, { assessmentId })
    expect(released).toMatchObject({ releasedCount: 1 })
    expect(await school.see(learner, attempt.id)).toMatchObject({ score: '4.5', isPassed: true })
    expect((await school.world.said('attempt.graded')).filter(isAbout)).toHaveLength(1)
  })
})

describe('results that wait for the due time', () => {
  it('come out by themselves when it is over for everybody, and are said once', async () => {
    const dueAt = new Date(Date.now() + 3_600_000)
    const settings = { dueAt: dueAt.toISOString(), resultsVisibility: 'AFTER_DUE' }
    const course = await school.givenCourse()
    const { assessmentId } = await school.givenQuiz(course, { settings })
    const slow = school.world.person()
    await school.enroll(course.courseId, slow)
    const laterDueAt = new Date(dueAt.getTime() + 60_000)
    const granted = { userId: slow.id, extraSeconds: 0, dueAt: laterDueAt.toISOString(), reason: 'Ill' }
    await school.send(course.teacher, operations.grantExtraTime, { assessmentId, ...granted })
    const attempt = await school.start(course.learner, assessmentId)
    await school.submit(course.learner, attempt.id)
    const other = await school.givenQuiz(course, { settings })
    const control = await school.start(course.learner, other.assessmentId)
    await school.submit(course.learner, control.id)

    await school.freeze(laterDueAt)
    // The sweep that lets the one out has looked at the other as well.
    await eventually(async () =>
      expect(await school.see(course.learner, control.id)).toMatchObject({ score: '0' }),
    )
    expect(await school.see(course.learner, attempt.id)).toMatchObject({ status: 'GRADED', score: null })
    await school.freeze(new Date(laterDueAt.getTime() + 1))
    await eventually(async () =>
      expect(await school.see(course.learner, attempt.id)).toMatchObject({ score: '0', isPassed: false }),
    )
    await school.unfreeze()
    const said = await school.world.said('attempt.graded')
    expect(said.filter(({ aggregateId }) => aggregateId === attempt.id)).toHaveLength(1)
  })
})

describe('a corrected key', () => {
  it('is previewed, then applied with its history, and said again', async () => {
    const course = await school.givenCourse()
    const quiz = await school.givenQuiz(course, { questions: [trueFalse] })
    const other = school.world.person()
    await school.enroll(course.courseId, other)
    const [question] = quiz.questions
    for (const [person, option] of [
      [course.learner, 'true'],
      [other, 'false'],
    ] as const) {
      const attempt = await school.start(person, quiz.assessmentId)
      const saved = {
        attemptId: attempt.id,
        questionId: question.id,
        clientSequence: 1,
        answer: { optionIds: [option] },
      }
      await school.save(person, saved)
      await school.submit(person, attempt.id)
    }
    const corrected = { questionVersionId: question.version, key: { optionIds: ['false'] } }
    const { preview } = await school.send(course.teacher, operations.previewRegrade, corrected)
    expect(preview).toMatchObject({ newlyPassedCount: 1, noLongerPassedCount: 1 })
    expect(preview.changes).toContainEqual({
      attempt: { user: { id: other.id } },
      oldScore: '0',
      newScore: '1',
      isPassedBefore: false,
      isPassed: true,
    })
    const apply = { ...corrected, fingerprint: preview.fingerprint, reason: 'The Earth is an ellipsoid' }
    expect(await school.send(course.teacher, operations.applyRegrade, apply)).toMatchObject({
      userErrors: [],
    })
    const [mine] = (await other.execute(operations.assessment, { id: quiz.assessmentId })).data.assessment
      .viewerAttempts
    expect(await school.see(other, mine.id)).toMatchObject({
      score: '1',
      isPassed: true,
      scoreChanges: [
        {
          oldScore: '0',
          newScore: '1',
          reason: 'The Earth is an ellipsoid',
          changedBy: { id: course.teacher.id },
        },
      ],
    })
    const said = (await school.world.said('attempt.graded')).filter(
      ({ aggregateId }) => aggregateId === mine.id,
    )
    expect(said.map(({ payload }) => payload['scorePercent'])).toEqual(['0', '100'])
    const again = await school.send(course.teacher, operations.applyRegrade, apply)
    expect(again.userErrors).toMatchObject([{ code: 'REGRADE_PREVIEW_STALE' }])
  })

  it('grades whoever hands in later', async () => {
    const course = await school.givenCourse()
    const quiz = await school.givenQuiz(course, { questions: [trueFalse] })
    const [question] = quiz.questions
    const attempt = await school.start(course.learner, quiz.assessmentId)
    const corrected = { questionVersionId: question.version, key: { optionIds: ['false'] } }
    const { preview } = await school.send(course.teacher, operations.previewRegrade, corrected)
    const apply = { ...corrected, fingerprint: preview.fingerprint, reason: 'Wrong' }
    await school.send(course.teacher, operations.applyRegrade, apply)
    const saved = {
      attemptId: attempt.id,
      questionId: question.id,
      clientSequence: 1,
      answer: { optionIds: ['false'] },
    }
    await school.save(course.learner, saved)
    expect(await school.submit(course.learner, attempt.id)).toMatchObject({ attempt: { score: '1' } })
  })
})

describe('the grade of a course', () => {
  it('follows released results and says so', async () => {
    const course = await school.givenCourse()
    const quiz = await school.givenQuiz(course)
    const attempt = await school.start(course.learner, quiz.assessmentId)
    await school.submit(course.learner, attempt.id)
    const { data } = await course.learner.execute(operations.courseEntity, { id: course.courseId })
    expect(data._entities[0]).toMatchObject({ viewerGrade: { totalPercent: '0' }, gradebook: null })
    const said = await school.world.said('course_grade.changed')
    expect(said.at(-1)?.payload).toEqual({
      courseId: course.courseId,
      userId: course.learner.id,
      totalPercent: '0',
    })
  })

  it('is counted anew for everybody when its rules change', async () => {
    const course = await school.givenCourse()
    const other = school.world.person()
    await school.enroll(course.courseId, other)
    const take = async (assessmentId: string, person: typeof other, option: string) => {
      const attempt = await school.start(person, assessmentId)
      const [{ id: questionId }] = attempt.questions
      const answer = { optionIds: [option] }
      await school.save(person, { attemptId: attempt.id, questionId, clientSequence: 1, answer })
      await school.submit(person, attempt.id)
    }
    const [first, second] = [await school.givenQuiz(course), await school.givenQuiz(course)]
    await take(first.assessmentId, course.learner, 'true')
    await take(second.assessmentId, course.learner, 'false')
    await take(first.assessmentId, other, 'false')
    await take(second.assessmentId, other, 'false')
    const totals = () =>
      Promise.all(
        [course.learner, other].map(async (person) => {
          const { data } = await person.execute(operations.courseEntity, { id: course.courseId })
          return data._entities[0].viewerGrade.totalPercent
        }),
      )
    expect(await totals()).toEqual(['50', '0'])
    const isHere = ({ payload }: { payload: Record<string, unknown> }) =>
      payload['courseId'] === course.courseId
    const before = (await school.world.said('course_grade.changed')).filter(isHere).length
    const rules = { courseId: course.courseId, dropLowestQuizzes: 1 }
    expect(await school.send(course.teacher, operations.setGradingRules, rules)).toMatchObject({
      userErrors: [],
    })
    expect(await totals()).toEqual(['100', '0'])
    const said = (await school.world.said('course_grade.changed')).filter(isHere).slice(before)
    expect(said.map(({ payload }) => payload)).toEqual([
      { courseId: course.courseId, userId: course.learner.id, totalPercent: '100' },
    ])
  })
})
