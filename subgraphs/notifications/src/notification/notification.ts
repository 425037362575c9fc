/** What a notification is about; the values of the `NotificationType` enum. */
export enum NotificationType {
  COURSE_PUBLISHED = 'COURSE_PUBLISHED',
  ENROLLMENT_ACTIVATED = 'ENROLLMENT_ACTIVATED',
  COURSE_COMPLETED = 'COURSE_COMPLETED',
  MEDIA_READY = 'MEDIA_READY',
  MEDIA_FAILED = 'MEDIA_FAILED',
  ROLE_GRANTED = 'ROLE_GRANTED',
  ASSESSMENT_PUBLISHED = 'ASSESSMENT_PUBLISHED',
  ASSESSMENT_DUE_SOON = 'ASSESSMENT_DUE_SOON',
  ASSESSMENT_GRADED = 'ASSESSMENT_GRADED',
  PAYMENT_SUCCEEDED = 'PAYMENT_SUCCEEDED',
  PAYMENT_FAILED = 'PAYMENT_FAILED',
  PAYMENT_REFUNDED = 'PAYMENT_REFUNDED',
  CERTIFICATE_ISSUED = 'CERTIFICATE_ISSUED',
  CERTIFICATE_REVOKED = 'CERTIFICATE_REVOKED',
}

/** The entities a notification can point at. */
export type SubjectType =
  'Course' | 'Lecture' | 'MediaAsset' | 'Enrollment' | 'Assessment' | 'Order' | 'Certificate'

export interface NotificationRecord {
  readonly id: string
  readonly userId: string
  /** Counts a person's notifications from 1, without gaps, in the order of their commits. */
  readonly sequence: bigint
  readonly type: NotificationType
  readonly subject: { readonly type: SubjectType; readonly id: string } | null
  readonly detail: string | null
  readonly createdAt: Date
  readonly readAt: Date | null
}
