import { z } from 'zod'
import { defineEvent } from './define-event.ts'

const enrollment = z.object({
  enrollmentId: z.string(),
  userId: z.string(),
  courseId: z.string(),
  status: z.enum(['PENDING_PAYMENT', 'ACTIVE', 'COMPLETED', 'CANCELLED']),
  progressPercent: z.int().min(0).max(100),
})

export const enrollmentEvents = [
  defineEvent('enrollment.created', enrollment),
  defineEvent('enrollment.activated', enrollment),
  defineEvent('enrollment.completed', enrollment),
  defineEvent('enrollment.cancelled', enrollment),
  /** It was paid for and cannot begin: whoever took the money gives it back. */
  defineEvent(
    'enrollment.activation_refused',
    enrollment.pick({ enrollmentId: true, userId: true, courseId: true }).extend({
      orderId: z.string(),
      reason: z.enum(['SEAT_GONE', 'COURSE_GONE', 'CANCELLED', 'ALREADY_ACTIVE']),
    }),
  ),
] as const
