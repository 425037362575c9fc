import type { NewEvent } from '@lyceum/events'

import type { SubmissionRecord } from './submission.ts'

/** A submission is an attempt at its assignment. */
export function attemptSubmitted(submission: SubmissionRecord): NewEvent {
  const { id: attemptId, assessmentId, courseId, userId, submittedAt, version, files } = submission
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
      mediaAssetIds: files.map(({ mediaAssetId }) => mediaAssetId),
    },
  }
}
