import type { Outbox } from '@lyceum/events'
import type { Prisma, PrismaClient } from '@lyceum/prisma/assessments'

import { createAssessmentRepository } from './assessment/assessment.repository.ts'
import { createAttemptQuestionRepository } from './attempt/attempt-question.repository.ts'
import { createAttemptRepository } from './attempt/attempt.repository.ts'
import { createCourseRepository } from './course/course.repository.ts'
import { createGradebookRepository } from './gradebook/gradebook.repository.ts'
import { createMediaAssetRepository } from './media-asset/media-asset.repository.ts'
import { createQuestionRepository } from './question/question.repository.ts'
import type { AssessmentsRepositories, AssessmentsTransaction } from './services.ts'
import { createSubmissionRepository } from './submission/submission.repository.ts'

/** Prisma's client inside a transaction. */
export type Tx = Prisma.TransactionClient

/** The repositories over a client, or over one transaction. */
export function createRepositories(client: Tx | PrismaClient): AssessmentsRepositories {
  return {
    assessments: createAssessmentRepository(client),
    attempts: createAttemptRepository(client),
    attemptQuestions: createAttemptQuestionRepository(client),
    courses: createCourseRepository(client),
    gradebook: createGradebookRepository(client),
    mediaAssets: createMediaAssetRepository(client),
    questions: createQuestionRepository(client),
    submissions: createSubmissionRepository(client),
  }
}

/** The repositories over one transaction, and the outbox that commits with it. */
export function openTransaction(tx: Tx, outbox: Outbox, requestId: string | null): AssessmentsTransaction {
  return { ...createRepositories(tx), say: (event) => outbox.add(tx, { ...event, requestId }) }
}
