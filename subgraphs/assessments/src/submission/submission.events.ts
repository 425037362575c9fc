import type { NewEvent } from '@lyceum/events'

import { describeFiles } from '../handed-in-file/handed-in-file.ts'
import { listSubmissionFiles } from './submission.ts'
import type { SubmissionRecord } from './submission.ts'

/** A submission is an attempt at its assignment. */
export function attemptSubmitted(submission: SubmissionRecord): NewEvent {
  const { id: attemptId, assessmentId, courseId, userId, submittedAt, version } = submission
  return {
    type: 'attempt.submitted',
    aggregateId: attemptId,
    aggregateVersion: Number(version),
    payload: {
      attemptId,
      assessmentId,
      courseId,
      userId,
      submittedAt: submittedAt.toISOString(),
      ...describeFiles(listSubmissionFiles(submission)),
    },
  }
}
