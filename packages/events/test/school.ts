import { randomUUID } from 'node:crypto'
import {
  createEventing,
  type AfterCommit,
  type Eventing,
  type EventHandlers,
  type EventPayload,
  type NewEvent,
  type SqlClient,
  type Transact,
} from '../src/index.ts'
import { logger, type Harness } from './harness.ts'

/** Short enough for a test to see the reconciler work, long enough not to disturb a test that is not about it. */
export const impatient = { relayPollMs: 500, reconcileIntervalMs: 100, settleAfterMs: 0 }

/** `lecture.completed` number `version` of a lecture; enrollments alone listens to it. */
export function lectureCompleted(
  lectureId: string,
  version: number,
  changes: Partial<EventPayload<'lecture.completed'>> = {},
): NewEvent {
  return {
    type: 'lecture.completed',
    aggregateId: lectureId,
    aggregateVersion: version,
    payload: {
      lectureId,
      courseId: 'course',
      userId: 'learner',
      completedAt: '2026-01-01T00:00:00.000Z',
      ...changes,
    },
  }
}

/** The lectures subgraph, which here only says things. */
export function createLectures(harness: Harness, overrides: Partial<Harness> = {}): Eventing {
  const { transact, database, broker } = { ...harness, ...overrides }
  return createEventing({
    subgraph: 'lecture-studio',
    schema: 'lectures',
    transact,
    database,
    broker,
    logger,
    timing: impatient,
  })
}

type Applied = Parameters<EventHandlers<'enrollments'>['lecture.completed']>[1]

export interface EnrollmentsOptions {
  readonly transact?: Transact
  /** Runs before the effect is written. */
  readonly before?: (event: Applied) => void
  readonly after?: AfterCommit
}

/** The enrollments subgraph: writes each completed lecture that it hears of into `enrollments.effect`. */
export function createEnrollments(harness: Harness, options: EnrollmentsOptions = {}): Eventing {
  const { transact = harness.transact, before, after } = options
  const ignore = async () => {}
  return createEventing({
    subgraph: 'enrollments',
    transact,
    database: harness.database,
    broker: harness.broker,
    logger,
    timing: impatient,
    handlers: {
      'lecture.completed': async (tx, event) => {
        before?.(event)
        await tx.$executeRawUnsafe(
          'INSERT INTO enrollments.effect (event_id, aggregate_id, aggregate_version) VALUES ($1::uuid, $2, $3)',
          event.id,
          event.aggregateId,
          event.aggregateVersion,
        )
        return after
      },
      'course.published': ignore,
      'course.unpublished': ignore,
      'course.deleted': ignore,
      'lecture.published': ignore,
      'lecture.removed': ignore,
      'course.updated': ignore,
      'payment.succeeded': ignore,
      'payment.refunded': ignore,
      'user.registered': ignore,
      'user.updated': ignore,
      'assessment.removed': ignore,
      'attempt.graded': ignore,
      'course_grade.changed': ignore,
    },
  })
}

/** Says the events in one transaction. */
export function say(
  harness: Harness,
  lectures: Eventing,
  events: NewEvent | readonly NewEvent[],
): Promise<void> {
  return harness.transact((tx: SqlClient) => lectures.outbox.add(tx, events))
}

/** The versions of a lecture that enrollments applied, in order. */
export async function appliedVersions(harness: Harness, lectureId: string): Promise<number[]> {
  const versions = await harness.column(
    `SELECT aggregate_version FROM enrollments.effect WHERE aggregate_id = '${lectureId}' ORDER BY position`,
  )
  return versions.map(Number)
}

export const newLectureId = (): string => randomUUID()
