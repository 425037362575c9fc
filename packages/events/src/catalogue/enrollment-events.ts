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
] as const
