import type { NewEvent } from '@lyceum/events'

import type { AssessmentRecord } from './assessment.ts'

export function assessmentPublished(assessment: AssessmentRecord): NewEvent {
  const { id: assessmentId, courseId, moduleId, title, kind, isRequired, version } = assessment
  return {
    type: 'assessment.published',
    aggregateId: assessmentId,
    aggregateVersion: Number(version),
    payload: {
      assessmentId,
      courseId,
      moduleId,
      title,
      kind,
      isRequired,
      opensAt: assessment.opensAt?.toISOString() ?? null,
      dueAt: assessment.dueAt?.toISOString() ?? null,
    },
  }
}

export function assessmentRemoved({ id: assessmentId, courseId, version }: AssessmentRecord): NewEvent {
  return {
    type: 'assessment.removed',
    aggregateId: assessmentId,
    aggregateVersion: Number(version),
    payload: { assessmentId, courseId },
  }
}

export function assessmentDueSoon(assessment: AssessmentRecord, dueAt: Date): NewEvent {
  const { id: assessmentId, courseId, title, version } = assessment
  return {
    type: 'assessment.due_soon',
    aggregateId: assessmentId,
    aggregateVersion: Number(version),
    payload: { assessmentId, courseId, title, dueAt: dueAt.toISOString() },
  }
}
