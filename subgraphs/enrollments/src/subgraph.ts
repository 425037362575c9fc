import { createEventing, createOutbox, createSchedule } from '@lyceum/events'
import type { Broker, EventDatabase } from '@lyceum/events'
import { BasicUserError, buildSubgraph } from '@lyceum/kit'
import type { Subgraph, TokenVerifier } from '@lyceum/kit'
import type { Clock } from '@lyceum/ports/clock'
import { createPrismaClient, createTransactor } from '@lyceum/prisma'
import type { Pool } from '@lyceum/prisma'
import { PrismaClient } from '@lyceum/prisma/enrollments'
import type { Logger } from 'pino'

import { AttendanceChangeResolver, AttendanceResolver } from './class-session/attendance.resolver.ts'
import { ClassSessionResolver, CourseClassSessionsResolver } from './class-session/class-session.resolver.ts'
import { createEnrollmentsContext } from './context.ts'
import type { EnrollmentsContext } from './context.ts'
import { AlreadyEnrolledError, PrerequisitesNotMetError } from './enrollment/enrollment.errors.ts'
import {
  CourseEnrollmentsResolver,
  EnrollmentResolver,
  UserEnrollmentsResolver,
} from './enrollment/enrollment.resolver.ts'
import { Assessment, Course, User } from './enrollment/enrollment.stubs.ts'
import { expireHolds } from './payment/expire-holds.ts'
import { createEventHandlers } from './progress/event-handlers.ts'
import { RemarkResolver } from './remark/remark.resolver.ts'
import {
  AssessmentResultResolver,
  CourseReportCardsResolver,
  EnrollmentReportCardResolver,
  ReportCardResolver,
  UserReportCardResolver,
} from './report-card/report-card.resolver.ts'
import type { EnrollmentsServices } from './services.ts'
import { createRepositories, openTransaction } from './transaction.repository.ts'

export interface EnrollmentsDependencies {
  readonly pool: Pool
  readonly eventDatabase: EventDatabase
  readonly broker: Broker
  readonly clock: Clock
  readonly logger: Logger
  readonly verifyAccessToken: TokenVerifier
  /** How long a seat is held for a payment, in milliseconds: bank vouchers take days. @default 7 days */
  readonly paymentHoldMilliseconds?: number
  /** How often expired holds are looked for, in milliseconds. @default 30_000 */
  readonly holdSweepMilliseconds?: number
}

const defaultHoldMilliseconds = 7 * 24 * 60 * 60 * 1_000

/** Who is in which course, and how far. */
export function createEnrollmentsSubgraph(dependencies: EnrollmentsDependencies): Subgraph {
  const { broker, clock, logger, pool, verifyAccessToken } = dependencies
  const { paymentHoldMilliseconds = defaultHoldMilliseconds, holdSweepMilliseconds = 30_000 } = dependencies
  const prisma = createPrismaClient(PrismaClient, { pool, schema: 'enrollments' })
  const transact = createTransactor(prisma)
  const outbox = createOutbox({ schema: 'enrollments' })
  const eventing = createEventing({
    subgraph: 'enrollments',
    transact,
    database: dependencies.eventDatabase,
    broker,
    logger,
    handlers: createEventHandlers({ clock, open: (tx, requestId) => openTransaction(tx, outbox, requestId) }),
  })
  const services: EnrollmentsServices = {
    clock,
    ...createRepositories(prisma),
    inTransaction: (context, work) => transact((tx) => work(openTransaction(tx, outbox, context.requestId))),
  }
  const holds = createSchedule(() => expireHolds(services, paymentHoldMilliseconds), {
    everyMilliseconds: holdSweepMilliseconds,
    logger,
  })
  return {
    name: 'enrollments',
    schema: buildSubgraph<EnrollmentsContext>({
      resolvers: [
        new EnrollmentResolver(services),
        new CourseEnrollmentsResolver(),
        new UserEnrollmentsResolver(),
        new ReportCardResolver(),
        new AssessmentResultResolver(),
        new EnrollmentReportCardResolver(),
        new CourseReportCardsResolver(),
        new UserReportCardResolver(),
        new ClassSessionResolver(services),
        new CourseClassSessionsResolver(),
        new AttendanceResolver(),
        new AttendanceChangeResolver(),
        new RemarkResolver(services),
      ],
      types: [BasicUserError, AlreadyEnrolledError, PrerequisitesNotMetError, Assessment, Course, User],
      references: {
        Course: ({ id }) => ({ id }),
        Enrollment: ({ id }, context) => context.visibleEnrollment(id),
        ReportCard: ({ id }, context) => context.visibleEnrollment(id),
        User: ({ id }) => ({ id }),
      },
    }),
    createContext: (headers) =>
      createEnrollmentsContext(headers, {
        logger: logger.child({ subgraph: 'enrollments' }),
        services,
        verifyAccessToken,
      }),
    async start() {
      await eventing.start()
      holds.start()
    },
    replayDeadLetters: () => eventing.replayDeadLetters(),
    async stop() {
      await holds.stop()
      await eventing.stop()
      await prisma.$disconnect()
    },
  }
}
