import { createEventing, createOutbox } from '@lyceum/events'
import type { Broker, EventDatabase } from '@lyceum/events'
import { BasicUserError, buildSubgraph } from '@lyceum/kit'
import type { Subgraph, TokenVerifier } from '@lyceum/kit'
import type { Clock } from '@lyceum/ports/clock'
import { createPrismaClient, createTransactor } from '@lyceum/prisma'
import type { Pool } from '@lyceum/prisma'
import { PrismaClient } from '@lyceum/prisma/assessments'
import type { Logger } from 'pino'

import { AssessmentMutationsResolver } from './assessment/assessment-mutations.resolver.ts'
import {
  AssessmentItemResolver,
  AssessmentResolver,
  CourseAssessmentsResolver,
  ModuleAssessmentsResolver,
} from './assessment/assessment.resolver.ts'
import { AttemptResolver, ScoreChangeResolver } from './attempt/attempt.resolver.ts'
import { findVisibleAttempt } from './attempt/find-visible-attempt.ts'
import { createAssessmentsContext } from './context.ts'
import type { AssessmentsContext } from './context.ts'
import { Course, MediaAsset, Module, User } from './course/course.stubs.ts'
import { createEventHandlers } from './course/event-handlers.ts'
import { CourseGradebookResolver, CourseGradeResolver } from './gradebook/gradebook.resolver.ts'
import { GradingResolver } from './grading/grading.resolver.ts'
import { HandedInFileResolver } from './handed-in-file/handed-in-file.resolver.ts'
import { createAssessmentJobs } from './jobs/assessment-jobs.ts'
import type { AssessmentsTiming } from './jobs/assessment-jobs.ts'
import { findVisibleBank, findVisibleQuestion, QuestionBankResolver } from './question/question.resolver.ts'
import type { AssessmentsServices } from './services.ts'
import { findVisibleSubmission } from './submission/find-visible-submission.ts'
import { AssessmentSubmissionsResolver, SubmissionResolver } from './submission/submission.resolver.ts'
import { createRepositories, openTransaction } from './transaction.repository.ts'

export type { AssessmentsTiming }

export interface AssessmentsDependencies {
  readonly pool: Pool
  readonly eventDatabase: EventDatabase
  readonly broker: Broker
  readonly logger: Logger
  readonly clock: Clock
  readonly verifyAccessToken: TokenVerifier
  /** Signs what media lets the staff open; media knows it too. */
  readonly playbackGrantSecret: string
  readonly timing?: AssessmentsTiming
}

/** Quizzes, exams and assignments: written, taken against the clock, graded and counted. */
export function createAssessmentsSubgraph(dependencies: AssessmentsDependencies): Subgraph {
  const { broker, clock, playbackGrantSecret: secret, pool, verifyAccessToken } = dependencies
  const logger = dependencies.logger.child({ subgraph: 'assessments' })
  const prisma = createPrismaClient(PrismaClient, { pool, schema: 'assessments' })
  const transact = createTransactor(prisma)
  const outbox = createOutbox({ schema: 'assessments' })
  const eventing = createEventing({
    subgraph: 'assessments',
    transact,
    database: dependencies.eventDatabase,
    broker,
    logger: dependencies.logger,
    handlers: createEventHandlers({ open: (tx, requestId) => openTransaction(tx, outbox, requestId) }),
  })
  const services: AssessmentsServices = {
    ...createRepositories(prisma),
    inTransaction: (context, work) => transact((tx) => work(openTransaction(tx, outbox, context.requestId))),
  }
  const jobs = createAssessmentJobs(services, logger, dependencies.timing)
  return {
    name: 'assessments',
    schema: buildSubgraph<AssessmentsContext>({
      resolvers: [
        new AssessmentResolver(),
        new AssessmentItemResolver(),
        new AssessmentMutationsResolver(services),
        new AssessmentSubmissionsResolver(services),
        new AttemptResolver(services),
        new CourseAssessmentsResolver(),
        new CourseGradebookResolver(services),
        new CourseGradeResolver(),
        new GradingResolver(services),
        new HandedInFileResolver(),
        new ModuleAssessmentsResolver(),
        new QuestionBankResolver(services),
        new ScoreChangeResolver(),
        new SubmissionResolver(services),
      ],
      types: [BasicUserError, Course, MediaAsset, Module, User],
      references: {
        Assessment: ({ id }, context) => context.visibleAssessment(id),
        Attempt: ({ id }, context) => findVisibleAttempt(services, context, id),
        Course: ({ id }) => ({ id }),
        Module: ({ id }) => ({ id }),
        Question: ({ id }, context) => findVisibleQuestion(context, id),
        QuestionBank: ({ id }, context) => findVisibleBank(context, id),
        Submission: ({ id }, context) => findVisibleSubmission(services, context, id),
      },
    }),
    createContext: (headers) =>
      createAssessmentsContext(headers, { logger, services, signing: { secret, clock }, verifyAccessToken }),
    async start() {
      await eventing.start()
      jobs.start()
    },
    replayDeadLetters: () => eventing.replayDeadLetters(),
    async stop() {
      await jobs.stop()
      await eventing.stop()
      await prisma.$disconnect()
    },
  }
}
