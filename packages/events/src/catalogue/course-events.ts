import { z } from 'zod'
import { defineEvent } from './define-event.ts'

const course = z.object({
  courseId: z.string(),
  slug: z.string(),
  title: z.string(),
  status: z.enum(['DRAFT', 'PUBLISHED', 'UNPUBLISHED']),
  /** Null means free. */
  price: z.object({ amountMinor: z.int(), currency: z.string() }).nullable(),
  /** Null means unlimited. */
  capacity: z.int().nullable(),
  prerequisiteIds: z.array(z.string()),
  instructorIds: z.array(z.string()),
})

const module = z.object({
  moduleId: z.string(),
  courseId: z.string(),
  title: z.string(),
  /** A fractional index: modules of a course are ordered by it, compared byte by byte. */
  position: z.string(),
  isRemoved: z.boolean(),
})

const program = z.object({
  programId: z.string(),
  slug: z.string(),
  title: z.string(),
  /** In order. */
  courseIds: z.array(z.string()),
})

const follow = z.object({
  userId: z.string(),
  subject: z.enum(['COURSE', 'INSTRUCTOR']),
  subjectId: z.string(),
  isFollowing: z.boolean(),
})

/** `course.updated` is said for every change of a course, its creation included; the others come on top of it. */
export const courseEvents = [
  defineEvent('course.updated', course),
  defineEvent('course.published', course),
  defineEvent('course.unpublished', course),
  defineEvent('course.deleted', course),
  defineEvent('module.changed', module),
  /** Said for every change of a program, its creation included. */
  defineEvent('program.updated', program),
  defineEvent('program.deleted', program),
  defineEvent('follow.changed', follow),
] as const
