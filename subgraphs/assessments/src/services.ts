import type { NewEvent } from '@lyceum/events'

import type { AssessmentRepository } from './assessment/assessment.repository.ts'
import type { AttemptQuestionRepository } from './attempt/attempt-question.repository.ts'
import type { AttemptRepository } from './attempt/attempt.repository.ts'
import type { AssessmentsContext } from './context.ts'
import type { CourseRepository } from './course/course.repository.ts'
import type { GradebookRepository } from './gradebook/gradebook.repository.ts'
import type { MediaAssetRepository } from './media-asset/media-asset.repository.ts'
import type { QuestionRepository } from './question/question.repository.ts'
import type { SubmissionRepository } from './submission/submission.repository.ts'

export interface AssessmentsRepositories {
  readonly assessments: AssessmentRepository
  readonly attempts: AttemptRepository
  readonly attemptQuestions: AttemptQuestionRepository
  readonly courses: CourseRepository
  readonly gradebook: GradebookRepository
  readonly mediaAssets: MediaAssetRepository
  readonly questions: QuestionRepository
  readonly submissions: SubmissionRepository
}

/** What happens in one transaction: rows and the events they cause, all or nothing. */
export interface AssessmentsTransaction extends AssessmentsRepositories {
  say(event: NewEvent): Promise<void>
}

/** What the use-cases work with. */
export interface AssessmentsServices extends AssessmentsRepositories {
  inTransaction<T>(
    context: Pick<AssessmentsContext, 'requestId'>,
    work: (transaction: AssessmentsTransaction) => Promise<T>,
  ): Promise<T>
}
