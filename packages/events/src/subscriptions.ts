import type { DomainEvent, EventType } from './catalogue/catalogue.ts'
import type { SqlClient } from './sql.ts'

const userTypes = ['user.registered', 'user.updated'] as const
const courseTypes = ['course.updated', 'course.published', 'course.unpublished', 'course.deleted'] as const
const enrollmentTypes = [
  'enrollment.created',
  'enrollment.activated',
  'enrollment.completed',
  'enrollment.cancelled',
] as const

/** Who listens to what: one queue per consumer, one job per event and subscribed consumer. */
export const subscriptions = {
  courses: [...userTypes, ...enrollmentTypes, 'lecture.published', 'lecture.removed', 'media.ready'],
  lectures: [...courseTypes, 'module.changed', ...enrollmentTypes, 'media.ready'],
  enrollments: [
    ...userTypes,
    ...courseTypes,
    'lecture.published',
    'lecture.removed',
    'lecture.completed',
    'payment.succeeded',
    'payment.refunded',
    'assessment.removed',
    'attempt.graded',
    'course_grade.changed',
  ],
  media: ['attempt.submitted', 'attempt.files_saved'],
  assessments: [...courseTypes, 'module.changed', ...enrollmentTypes, 'media.ready'],
  notifications: [
    'user.role_granted',
    'course.published',
    'follow.changed',
    ...enrollmentTypes,
    'media.ready',
    'media.failed',
    'assessment.published',
    'assessment.due_soon',
    'attempt.graded',
    'payment.succeeded',
    'payment.failed',
    'payment.refunded',
    'certificate.issued',
    'certificate.revoked',
  ],
  payments: [...courseTypes, ...enrollmentTypes, 'enrollment.activation_refused'],
  certificates: [
    ...userTypes,
    ...courseTypes,
    'program.updated',
    'program.deleted',
    'enrollment.completed',
    'enrollment.cancelled',
    'assessment.published',
    'assessment.removed',
    'attempt.graded',
    'course_grade.changed',
    'payment.refunded',
  ],
} as const satisfies Record<string, readonly EventType[]>

/** A subgraph that listens to events. */
export type ConsumerName = keyof typeof subscriptions

/** The event types that the consumer listens to. */
export type SubscribedType<Consumer extends ConsumerName> = (typeof subscriptions)[Consumer][number]

/** Something to do once the transaction has committed, e.g. a live publish. It may be lost in a crash: never the truth. */
export type AfterCommit = () => void | Promise<void>

/**
 * Applies one event inside the transaction that also records it in the inbox, so its effect happens once.
 * A throw rolls both back and the event is tried again. It may return what to do after the commit.
 */
export type EventHandler<Type extends EventType, Tx extends SqlClient = SqlClient> = (
  tx: Tx,
  event: DomainEvent<Type>,
) => Promise<void | AfterCommit>

/** Exactly one handler for every type that the consumer subscribes to: a missing or a superfluous one does not compile. */
export type EventHandlers<Consumer extends ConsumerName, Tx extends SqlClient = SqlClient> = {
  readonly [Type in SubscribedType<Consumer>]: EventHandler<Type, Tx>
}

/** Handlers whose consumer is known at run time only. */
export type HandlersByType<Tx extends SqlClient> = Readonly<
  Record<string, (tx: Tx, event: never) => Promise<void | AfterCommit>>
>

/** The consumers that listen to the type, in the order of the table. */
export function listConsumersOf(type: EventType): readonly ConsumerName[] {
  return consumerNames.filter((consumer) => {
    const types: readonly EventType[] = subscriptions[consumer]
    return types.includes(type)
  })
}

/** Every consumer of the table. */
export const consumerNames: readonly ConsumerName[] = [
  'courses',
  'lectures',
  'enrollments',
  'media',
  'assessments',
  'notifications',
  'payments',
  'certificates',
]

/** Whether a subgraph of the name listens to events. */
export function isConsumerName(name: string): name is ConsumerName {
  return Object.hasOwn(subscriptions, name)
}
