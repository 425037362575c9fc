import { randomUUID } from 'node:crypto'

import type { NewEvent } from '@lyceum/events'
import { createTypstRenderer } from '@lyceum/ports/pdf/typst'
import { createWorld } from '@lyceum/testkit'
import type { TestDependencies } from '@lyceum/testkit'
import Fastify from 'fastify'
import { exportJWK, generateKeyPair } from 'jose'

import { createCertificatesSubgraph } from '../src/subgraph.ts'

/** Where the subgraph under test believes to be. */
export const publicUrl = 'https://learn.test'

/** A world with certificates, their public routes, and what other subgraphs say about a learner in a course. */
export async function createSchool() {
  const pdf = createTypstRenderer()
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const certificateSigningKeys = [await exportJWK(privateKey)]
  const world = await createWorld(
    'certificates',
    (dependencies: TestDependencies) =>
      createCertificatesSubgraph({ ...dependencies, pdf, certificateSigningKeys }),
    { publicUrl: () => publicUrl },
  )
  const app = Fastify()
  const { routes } = world.subgraph
  if (routes !== undefined) await app.register(routes.plugin, { prefix: routes.prefix })

  return {
    ...world,
    /** What the public reads at a path under `/certificates`. */
    async fetch(path: string) {
      const url = path.startsWith(publicUrl) ? path.slice(publicUrl.length) : `/certificates/${path}`
      return await app.inject({ method: 'GET', url })
    },
    /** The current certificates of the table, for what no client may see. */
    async countCertificates(learner: Learner): Promise<number> {
      const { rows } = await world.dependencies.pool.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM certificates.certificate WHERE user_id = $1 AND course_id = $2',
        [learner.userId, learner.courseId],
      )
      return rows[0]?.count ?? 0
    },
    async [Symbol.asyncDispose]() {
      await app.close()
      await world[Symbol.asyncDispose]()
      await pdf.close()
    },
  }
}

export type School = Awaited<ReturnType<typeof createSchool>>

/** Somebody in a course that somebody teaches. */
export interface Learner {
  readonly userId: string
  readonly courseId: string
  readonly enrollmentId: string
  readonly instructorId: string
}

export function newLearner(known: Partial<Learner> = {}): Learner {
  return {
    userId: randomUUID(),
    courseId: randomUUID(),
    enrollmentId: randomUUID(),
    instructorId: randomUUID(),
    ...known,
  }
}

export function userEvent(userId: string, displayName: string, version = 1): NewEvent {
  return {
    type: version === 1 ? 'user.registered' : 'user.updated',
    aggregateId: userId,
    aggregateVersion: version,
    payload: { userId, username: 'somebody', email: 'somebody@learn.test', displayName, roles: ['STUDENT'] },
  }
}

export function courseEvent({ courseId, instructorId }: Learner, title = 'IoT for Beginners'): NewEvent {
  return {
    type: 'course.updated',
    aggregateId: courseId,
    aggregateVersion: 1,
    payload: {
      courseId,
      slug: 'course',
      title,
      status: 'PUBLISHED',
      price: null,
      capacity: null,
      prerequisiteIds: [],
      instructorIds: [instructorId],
    },
  }
}

export function completedEvent({ enrollmentId, userId, courseId }: Learner): NewEvent {
  return {
    type: 'enrollment.completed',
    aggregateId: enrollmentId,
    aggregateVersion: 5,
    payload: { enrollmentId, userId, courseId, status: 'COMPLETED', progressPercent: 100 },
  }
}

export function assessmentEvent({ courseId }: Learner, assessmentId: string, isRequired = true): NewEvent {
  return {
    type: 'assessment.published',
    aggregateId: assessmentId,
    aggregateVersion: 1,
    payload: {
      assessmentId,
      courseId,
      moduleId: null,
      title: 'Final exam',
      kind: 'EXAM',
      isRequired,
      opensAt: null,
      dueAt: null,
    },
  }
}

export interface Result {
  readonly scorePercent?: string
  readonly isPassed?: boolean
  /** Of an attempt that was graded before. */
  readonly attemptId?: string
  readonly version?: number
}

export function gradedEvent(
  { userId, courseId }: Learner,
  assessmentId: string,
  { scorePercent = '80', isPassed = true, attemptId = randomUUID(), version = 3 }: Result = {},
): NewEvent {
  return {
    type: 'attempt.graded',
    aggregateId: attemptId,
    aggregateVersion: version,
    payload: {
      attemptId,
      assessmentId,
      courseId,
      userId,
      title: 'Final exam',
      scorePercent,
      isPassed,
      isRequired: true,
      gradedAt: new Date().toISOString(),
    },
  }
}

/** What the gradebook makes of the learner's results. */
export function totalEvent(
  { userId, courseId }: Learner,
  totalPercent: string | null,
  version = 1,
): NewEvent {
  return {
    type: 'course_grade.changed',
    aggregateId: `${courseId}:${userId}`,
    aggregateVersion: version,
    payload: { courseId, userId, totalPercent },
  }
}

export function programEvent(programId: string, courseIds: readonly string[], version = 1): NewEvent {
  return {
    type: 'program.updated',
    aggregateId: programId,
    aggregateVersion: version,
    payload: { programId, slug: 'program', title: 'A program', courseIds: [...courseIds] },
  }
}

export function refundedEvent({ userId, courseId, enrollmentId }: Learner): NewEvent {
  const orderId = randomUUID()
  return {
    type: 'payment.refunded',
    aggregateId: orderId,
    aggregateVersion: 9,
    payload: {
      orderId,
      refundId: randomUUID(),
      userId,
      items: [{ courseId, enrollmentId }],
      amountMinor: 4_900,
      currency: 'EUR',
      isFull: true,
    },
  }
}

/** Everything that earns a certificate at once. */
export function earned(learner: Learner, name = 'Ada Lovelace'): readonly NewEvent[] {
  return [
    userEvent(learner.userId, name),
    userEvent(learner.instructorId, 'Grace Hopper'),
    courseEvent(learner),
    completedEvent(learner),
  ]
}
