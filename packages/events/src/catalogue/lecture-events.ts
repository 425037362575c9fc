import { z } from 'zod'
import { defineEvent } from './define-event.ts'

const lecture = z.object({
  lectureId: z.string(),
  courseId: z.string(),
  moduleId: z.string(),
  title: z.string(),
  kind: z.enum(['TEXT', 'VIDEO', 'AUDIO', 'EXTERNAL_VIDEO']),
  isPreview: z.boolean(),
  mediaAssetId: z.string().nullable(),
})

/** `lecture.published` is said when a lecture is created and whenever it changes. */
export const lectureEvents = [
  defineEvent('lecture.published', lecture),
  defineEvent('lecture.removed', lecture.pick({ lectureId: true, courseId: true, moduleId: true })),
  defineEvent(
    'lecture.completed',
    z.object({
      lectureId: z.string(),
      courseId: z.string(),
      userId: z.string(),
      completedAt: z.iso.datetime(),
    }),
  ),
] as const
