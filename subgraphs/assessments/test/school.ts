import { createHash, randomUUID } from 'node:crypto'

import type { NewEvent } from '@lyceum/events'
import { Role } from '@lyceum/kit'
import { createWorld } from '@lyceum/testkit'
import type { Answer, TestPerson } from '@lyceum/testkit'

import { createAssessmentsSubgraph } from '../src/subgraph.ts'
import type { AssessmentsTiming } from '../src/subgraph.ts'
import * as operations from './operations.ts'

/** Loosely typed: the assertions say its shape. */
export type AnswerData = Answer['data']

/** Nothing comes round by itself: statement counts stay exact, and a spec starts the sweepers when it wants them. */
const never: AssessmentsTiming = { sweepMilliseconds: 1_000_000, dueSoonMilliseconds: 1_000_000 }

/** A course with an instructor, learners and the clock of its database. */
export async function createSchool(timing: AssessmentsTiming = never) {
  const world = await createWorld('assessments', (dependencies) =>
    createAssessmentsSubgraph({ ...dependencies, timing }),
  )
  const { pool } = world.dependencies

  async function send(person: TestPerson, operation: string, input: unknown): Promise<AnswerData> {
    const { data, errors } = await person.execute(operation, { input })
    if (errors !== undefined) return { errors: errors.map(({ extensions }) => extensions?.['code']) }
    return Object.values(data as Record<string, AnswerData>)[0]
  }

  return {
    world,
    send,
    /** Stops the database's clock at a time. */
    async freeze(at: Date): Promise<void> {
      await pool.query(
        `INSERT INTO assessments.frozen_clock (id, frozen_at) VALUES (true, $1)
         ON CONFLICT (id) DO UPDATE SET frozen_at = excluded.frozen_at`,
        [at],
      )
    },
    async unfreeze(): Promise<void> {
      await pool.query('DELETE FROM assessments.frozen_clock')
    },
    /** A course that is heard of, with its instructor and a learner. */
    async givenCourse() {
      const teacher = world.person({ roles: [Role.INSTRUCTOR] })
      const learner = world.person({ roles: [Role.STUDENT] })
      const courseId = randomUUID()
      const moduleId = randomUUID()
      await world.emit(
        courseEvent(courseId, teacher.id),
        moduleEvent(courseId, moduleId),
        enrolled(courseId, learner.id),
      )
      return { teacher, learner, courseId, moduleId }
    },
    enroll: (courseId: string, person: TestPerson) => world.emit(enrolled(courseId, person.id)),
    async givenQuestions(teacher: TestPerson, courseId: string, questions: readonly unknown[]) {
      const bank = await send(teacher, operations.createQuestionBank, { courseId, title: 'Bank' })
      const bankId: string = bank.questionBank.id
      const added = await send(teacher, operations.addQuestions, { bankId, questions })
      return { bankId, questions: added.questions as AnswerData[] }
    },
    /** A published quiz of these questions. */
    async givenQuiz(
      { teacher, courseId }: { readonly teacher: TestPerson; readonly courseId: string },
      { questions = [trueFalse], settings = {} }: { questions?: readonly unknown[]; settings?: object } = {},
    ) {
      const written = await this.givenQuestions(teacher, courseId, questions)
      const created = await send(teacher, operations.createAssessment, {
        courseId,
        kind: 'QUIZ',
        title: 'Quiz',
        ...settings,
      })
      const assessmentId: string = created.assessment.id
      const items = written.questions.map(({ id: questionId }) => ({ questionId }))
      await send(teacher, operations.setAssessmentItems, { assessmentId, items })
      await send(teacher, operations.publishAssessment, { assessmentId })
      return { assessmentId, ...written }
    },
    /** A published assignment of ten marks, and how to hand it in. */
    async givenAssignment(settings: object = {}) {
      const course = await this.givenCourse()
      const created = await send(course.teacher, operations.createAssessment, {
        courseId: course.courseId,
        kind: 'ASSIGNMENT',
        title: 'Essay',
        totalMarks: '10',
        ...settings,
      })
      const assessmentId: string = created.assessment.id
      await send(course.teacher, operations.publishAssessment, { assessmentId })
      const handIn = (person: TestPerson, text: string, files: readonly string[] = []) =>
        send(person, operations.submitAssignment, {
          assessmentId,
          text,
          files: files.map((mediaAssetId) => ({ mediaAssetId })),
        })
      return { ...course, assessmentId, handIn }
    },
    /** A file that media says is ready. */
    async givenFile(ownerId: string, seed: FileSeed = {}): Promise<string> {
      const event = mediaReady(ownerId, seed)
      await world.emit(event)
      return event.aggregateId
    },
    async claimAndGrade(grader: TestPerson, submissionId: string, grade: object): Promise<AnswerData> {
      await send(grader, operations.claimSubmission, { submissionId })
      return await send(grader, operations.gradeSubmission, { submissionId, ...grade })
    },
    async start(person: TestPerson, assessmentId: string): Promise<AnswerData> {
      const { attempt } = await send(person, operations.startAttempt, { assessmentId })
      return attempt
    },
    save: (person: TestPerson, input: unknown) => send(person, operations.saveAnswer, input),
    submit: (person: TestPerson, attemptId: string) => send(person, operations.submitAttempt, { attemptId }),
    async see(person: TestPerson, id: string): Promise<AnswerData> {
      return (await person.execute(operations.attempt, { id })).data.attempt
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}

export type School = Awaited<ReturnType<typeof createSchool>>

export const trueFalse = { type: 'TRUE_FALSE', prompt: 'The Earth is round', key: { isTrue: true } }
export const essay = {
  type: 'ESSAY',
  prompt: 'Why?',
  marks: '4',
  rubric: [
    { title: 'Reasons', marks: '3' },
    { title: 'Style', marks: '1' },
  ],
}

function courseEvent(courseId: string, instructorId: string): NewEvent {
  return {
    type: 'course.updated',
    aggregateId: courseId,
    aggregateVersion: 1,
    payload: {
      courseId,
      slug: courseId,
      title: 'Course',
      status: 'PUBLISHED',
      price: null,
      capacity: null,
      prerequisiteIds: [],
      instructorIds: [instructorId],
    },
  }
}

function moduleEvent(courseId: string, moduleId: string): NewEvent {
  return {
    type: 'module.changed',
    aggregateId: moduleId,
    aggregateVersion: 1,
    payload: { moduleId, courseId, title: 'Module', position: 'a0', isRemoved: false },
  }
}

interface FileSeed {
  readonly kind?: 'DOCUMENT' | 'IMAGE' | 'VIDEO'
  /** What its digest is made of. */
  readonly content?: string
  /** A file of before, in a newer version. */
  readonly assetId?: string
  readonly version?: number
}

function mediaReady(
  ownerId: string,
  { kind = 'DOCUMENT', content = randomUUID(), assetId = randomUUID(), version = 1 }: FileSeed,
): NewEvent<'media.ready'> {
  const sha256 = kind === 'VIDEO' ? null : createHash('sha256').update(content).digest('hex')
  return {
    type: 'media.ready',
    aggregateId: assetId,
    aggregateVersion: version,
    payload: { assetId, ownerId, kind, filename: 'work.pdf', durationSeconds: null, sha256 },
  }
}

function enrolled(courseId: string, userId: string): NewEvent {
  const enrollmentId = randomUUID()
  return {
    type: 'enrollment.activated',
    aggregateId: enrollmentId,
    aggregateVersion: 1,
    payload: { enrollmentId, userId, courseId, status: 'ACTIVE', progressPercent: 0 },
  }
}
