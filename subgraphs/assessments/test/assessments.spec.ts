import { Role } from '@lyceum/kit'
import { eventually } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import * as operations from './operations.ts'
import { createSchool, trueFalse } from './school.ts'
import type { School } from './school.ts'

let school: School

beforeAll(async () => {
  school = await createSchool({ sweepMilliseconds: 1_000_000, dueSoonMilliseconds: 40 })
})
afterAll(() => school[Symbol.asyncDispose]())

const hour = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * hour).toISOString()

const everyType = [
  trueFalse,
  {
    type: 'SINGLE_CHOICE',
    prompt: 'One',
    key: {
      choices: [
        { text: 'a', isCorrect: true },
        { text: 'b', isCorrect: false },
      ],
    },
  },
  {
    type: 'MULTIPLE_CHOICE',
    prompt: 'Some',
    key: {
      choices: [
        { text: 'a', isCorrect: true },
        { text: 'b', isCorrect: true },
      ],
    },
  },
  { type: 'NUMERIC', prompt: 'g', key: { numeric: { value: '9.81', tolerance: '0.01' } } },
  { type: 'SHORT_TEXT', prompt: 'Capital', key: { acceptedTexts: ['Paris-of-the-key'] } },
  { type: 'FILL_IN_THE_BLANKS', prompt: '{1}', key: { blanks: [['gap-of-the-key']] } },
  {
    type: 'MATCHING',
    prompt: 'Match',
    key: {
      matches: [
        { item: 'x', match: '1' },
        { item: 'y', match: '2' },
      ],
    },
  },
  { type: 'ORDERING', prompt: 'Order', key: { sequence: ['first', 'second', 'third'] } },
  { type: 'ESSAY', prompt: 'Why' },
  { type: 'FILE_UPLOAD', prompt: 'Upload' },
]

describe('a question bank', () => {
  it('takes every type of question', async () => {
    const { teacher, courseId } = await school.givenCourse()
    const { questions } = await school.givenQuestions(teacher, courseId, everyType)
    expect(questions.map(({ type }) => type)).toEqual(everyType.map(({ type }) => type))
  })

  it.each([
    { type: 'SINGLE_CHOICE', prompt: 'Two right ones', key: everyType[2]?.key },
    { type: 'NUMERIC', prompt: 'No number', key: { numeric: { value: 'nine' } } },
    {
      type: 'NUMERIC',
      prompt: 'A unit of nothing',
      key: { numeric: { value: '9', units: [{ unit: 'm', factor: '0e5' }] } },
    },
    { type: 'ORDERING', prompt: 'No key' },
    { type: 'ESSAY', prompt: 'Rubric too small', marks: '2', rubric: [{ title: 'All', marks: '1' }] },
  ])('refuses $type: $prompt', async (question) => {
    const { teacher, courseId } = await school.givenCourse()
    const { bankId } = await school.givenQuestions(teacher, courseId, [trueFalse])
    const added = await school.send(teacher, operations.addQuestions, { bankId, questions: [question] })
    expect(added).toMatchObject({ questions: null, userErrors: [{ code: 'INVALID_INPUT' }] })
  })

  it('cannot fill an assessment with more marks than can be kept', async () => {
    const { teacher, courseId } = await school.givenCourse()
    const large = { ...trueFalse, marks: '60000' }
    const { questions } = await school.givenQuestions(teacher, courseId, [large, large, large, large])
    const created = await school.send(teacher, operations.createAssessment, {
      courseId,
      kind: 'QUIZ',
      title: 'Quiz',
    })
    const items = questions.map(({ id: questionId }) => ({ questionId }))
    const input = { assessmentId: created.assessment.id, items }
    expect(await school.send(teacher, operations.setAssessmentItems, input)).toMatchObject({
      assessment: null,
      userErrors: [{ code: 'INVALID_INPUT', path: ['input', 'items'] }],
    })
  })

  it('is for the staff of its course alone', async () => {
    const { learner, courseId } = await school.givenCourse()
    const stranger = school.world.person({ roles: [Role.INSTRUCTOR] })
    for (const person of [learner, stranger]) {
      const input = { courseId, title: 'Bank' }
      expect(await school.send(person, operations.createQuestionBank, input)).toEqual({
        errors: ['NOT_FOUND'],
      })
    }
    const { errors } = await school.world.anonymous.execute(operations.createQuestionBank, {
      input: { courseId, title: 'Bank' },
    })
    expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED')
  })

  it('keeps written versions as they are, also against its own database', async () => {
    const { teacher, courseId } = await school.givenCourse()
    await school.givenQuestions(teacher, courseId, [trueFalse])
    const change = school.world.dependencies.pool.query(
      "UPDATE assessments.question_version SET prompt = 'x'",
    )
    await expect(change).rejects.toThrow('never change')
  })
})

describe('startAttempt', () => {
  it('shows nothing of the key while the attempt runs', async () => {
    const course = await school.givenCourse()
    const { assessmentId } = await school.givenQuiz(course, { questions: everyType })
    const attempt = await school.start(course.learner, assessmentId)
    expect(attempt.questions).toHaveLength(everyType.length)
    const seen = await school.see(course.learner, attempt.id)
    for (const question of seen.questions) {
      expect(question).toMatchObject({ score: null, correctAnswer: null, explanation: null })
    }
    expect(JSON.stringify([attempt, seen])).not.toContain('of-the-key')
    const { data } = await course.learner.execute(operations.assessment, { id: assessmentId })
    expect(data.assessment).toMatchObject({
      items: null,
      attempts: null,
      submissions: null,
      similarities: null,
    })
  })

  it.each([
    { visibility: 'NEVER', isShown: false },
    { visibility: 'AFTER_SUBMIT', isShown: true },
    { visibility: 'AFTER_DUE', isShown: false },
    { visibility: 'AFTER_RELEASE', isShown: false },
  ])(
    'shows the key after it was handed in when feedback shows $visibility: $isShown',
    async ({ visibility, isShown }) => {
      const course = await school.givenCourse()
      const settings = { dueAt: inHours(48), feedbackVisibility: visibility, resultsVisibility: visibility }
      const { assessmentId } = await school.givenQuiz(course, { settings })
      const attempt = await school.start(course.learner, assessmentId)
      await school.submit(course.learner, attempt.id)
      const seen = await school.see(course.learner, attempt.id)
      expect(seen.score === null).toBe(!isShown)
      expect(seen.questions[0].correctAnswer === null).toBe(!isShown)
    },
  )

  it('answers the running attempt to a second device, also when both begin at once', async () => {
    const course = await school.givenCourse()
    const { assessmentId } = await school.givenQuiz(course)
    const attempts = await Promise.all(
      Array.from({ length: 6 }, () => school.start(course.learner, assessmentId)),
    )
    expect(new Set(attempts.map(({ id }: { id: string }) => id)).size).toBe(1)
  })

  it('keeps the questions as they were, also when they are revised meanwhile', async () => {
    const course = await school.givenCourse()
    const { assessmentId, questions } = await school.givenQuiz(course)
    const attempt = await school.start(course.learner, assessmentId)
    const [{ id: questionId }] = questions
    const question = { type: 'TRUE_FALSE', prompt: 'The Earth is flat', key: { isTrue: false } }
    const revised = await school.send(course.teacher, operations.reviseQuestion, { questionId, question })
    expect(revised.question).toMatchObject({ versionNumber: 2 })
    const seen = await school.see(course.learner, attempt.id)
    expect(seen.questions[0].prompt).toBe('The Earth is round')
  })

  it('draws from a bank, no question twice', async () => {
    const course = await school.givenCourse()
    const many = Array.from({ length: 6 }, (_, index) => ({ ...trueFalse, prompt: `Question ${index}` }))
    const { assessmentId, bankId } = await school.givenQuiz(course, { questions: many })
    const items = [
      { bankId, drawCount: 2, marks: '1' },
      { bankId, drawCount: 3, marks: '2' },
    ]
    const set = await school.send(course.teacher, operations.setAssessmentItems, { assessmentId, items })
    expect(set.assessment.totalMarks).toBe('8')
    const attempt = await school.start(course.learner, assessmentId)
    const ids = attempt.questions.map(({ id }: { id: string }) => id)
    expect(new Set(ids).size).toBe(5)
    const tooMany = [{ bankId, drawCount: 7, marks: '1' }]
    const refused = await school.send(course.teacher, operations.setAssessmentItems, {
      assessmentId,
      items: tooMany,
    })
    expect(refused.userErrors).toMatchObject([{ code: 'ASSESSMENT_NOT_PUBLISHABLE' }])
  })

  it('is for learners of the course, while it is open, as often as is allowed', async () => {
    const course = await school.givenCourse()
    const { teacher, learner } = course
    const begin = async (settings: object) => {
      const { assessmentId } = await school.givenQuiz(course, { settings })
      return { assessmentId, start: () => school.send(learner, operations.startAttempt, { assessmentId }) }
    }
    const early = await begin({ opensAt: inHours(1) })
    expect((await early.start()).userErrors).toMatchObject([{ code: 'ASSESSMENT_NOT_OPEN' }])
    const late = await begin({ dueAt: inHours(-1) })
    expect((await late.start()).userErrors).toMatchObject([{ code: 'ASSESSMENT_CLOSED' }])
    const once = await begin({ attemptLimit: 1 })
    await school.submit(learner, (await once.start()).attempt.id)
    expect((await once.start()).userErrors).toMatchObject([{ code: 'NO_ATTEMPTS_LEFT' }])
    const stranger = await school.send(teacher, operations.startAttempt, { assessmentId: once.assessmentId })
    expect(stranger.userErrors).toMatchObject([{ code: 'NOT_ENROLLED' }])
    const hidden = await begin({})
    await school.send(teacher, operations.unpublishAssessment, { assessmentId: hidden.assessmentId })
    expect(await hidden.start()).toEqual({ errors: ['NOT_FOUND'] })
  })
})

describe('an assessment', () => {
  it('is seen by staff as a draft, by learners once published, by nobody else', async () => {
    const course = await school.givenCourse()
    const { assessmentId } = await school.givenQuiz(course)
    const see = async (person: typeof course.teacher) =>
      (await person.execute(operations.assessment, { id: assessmentId })).data.assessment?.status ?? null
    expect([await see(course.teacher), await see(course.learner), await see(school.world.person())]).toEqual([
      'PUBLISHED',
      'PUBLISHED',
      null,
    ])
    await school.send(course.teacher, operations.unpublishAssessment, { assessmentId })
    expect([await see(course.teacher), await see(course.learner)]).toEqual(['DRAFT', null])
  })

  it('belongs to a module of its own course', async () => {
    const [course, other] = [await school.givenCourse(), await school.givenCourse()]
    const create = (moduleId: string) =>
      school.send(course.teacher, operations.createAssessment, {
        courseId: course.courseId,
        moduleId,
        kind: 'QUIZ',
        title: 'Quiz',
      })
    expect(await create(course.moduleId)).toMatchObject({ userErrors: [] })
    expect((await create(other.moduleId)).userErrors).toMatchObject([
      { code: 'INVALID_INPUT', path: ['input', 'moduleId'] },
    ])
  })

  it('says when it is published, changed, hidden and due soon', async () => {
    const course = await school.givenCourse()
    const { assessmentId } = await school.givenQuiz(course, { settings: { dueAt: inHours(2) } })
    const settings = { title: 'Renamed', dueAt: inHours(3) }
    await school.send(course.teacher, operations.reviseAssessment, { assessmentId, settings })
    const typesOf = async () =>
      (await school.world.said())
        .filter(({ aggregateId }) => aggregateId === assessmentId)
        .map(({ type }) => type)
    await eventually(async () => expect(await typesOf()).toContain('assessment.due_soon'))
    await school.send(course.teacher, operations.unpublishAssessment, { assessmentId })
    const types = await typesOf()
    expect(types[0]).toBe('assessment.published')
    expect(types.at(-1)).toBe('assessment.removed')
    expect(types.filter((type) => type === 'assessment.due_soon').length).toBeLessThanOrEqual(2)
  })

  it('stays once somebody has begun it', async () => {
    const course = await school.givenCourse()
    const { assessmentId } = await school.givenQuiz(course)
    await school.start(course.learner, assessmentId)
    const removed = await school.send(course.teacher, operations.removeAssessment, { assessmentId })
    expect(removed.userErrors).toMatchObject([{ code: 'ASSESSMENT_IN_USE' }])
  })

  it('puts its dates into the schedule of the course', async () => {
    const course = await school.givenCourse()
    const [opensAt, examAt, dueAt] = [inHours(1), inHours(2), inHours(3)]
    await school.givenQuiz(course, { settings: { opensAt, examAt, dueAt } })
    const { data } = await course.learner.execute(operations.courseEntity, { id: course.courseId })
    const dates = data._entities[0].schedule.map(
      ({ happensAt: at, moment }: { happensAt: string; moment: string }) => [moment, at],
    )
    expect(dates).toEqual([
      ['OPENS', opensAt],
      ['EXAM', examAt],
      ['DUE', dueAt],
    ])
  })
})

describe('lists', () => {
  it('cost as many statements for many assessments as for one', async () => {
    const quiet = await createSchool()
    await using _ = quiet
    const course = await quiet.givenCourse()
    const count = () =>
      quiet.world.countStatements(() =>
        course.learner.execute(operations.courseEntity, { id: course.courseId }),
      )
    await quiet.givenQuiz(course)
    await count()
    const one = await count()
    for (let index = 0; index < 3; index += 1) await quiet.givenQuiz(course)
    expect(await count()).toBe(one)
  })
})
