import { z } from 'zod'
import { defineEvent } from './define-event.ts'

const certificate = z.object({ certificateId: z.string(), userId: z.string(), courseId: z.string() })

/** `certificate.issued` is said again for a new edition, whose code replaces the one before. */
export const certificateEvents = [
  defineEvent('certificate.issued', certificate.extend({ code: z.string(), serial: z.string() })),
  defineEvent('certificate.revoked', certificate.extend({ reason: z.string() })),
] as const
