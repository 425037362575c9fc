import { z } from 'zod'
import { defineEvent } from './define-event.ts'

const assessment = z.object({
  assessmentId: z.string(),
  courseId: z.string(),
  /** Null for an assessment of the whole course. */
  moduleId: z.string().nullable(),
  title: z.string(),
  kind: z.enum(['QUIZ', 'EXAM', 'ASSIGNMENT']),
  /** Whether it must be passed to complete the course with a certificate. */
  isRequired: z.boolean(),
  opensAt: z.iso.datetime().nullable(),
  dueAt: z.iso.datetime().nullable(),
})

const attempt = z.object({
  attemptId: z.string(),
  assessmentId: z.string(),
  courseId: z.string(),
  userId: z.string(),
})

/** A file in the version that was handed in. `sha256` is null where media had said none: it is what was ready at the time. */
const handedInFile = z.object({
  mediaAssetId: z.string(),
  sha256: z.string().nullable(),
  handedInAt: z.iso.datetime(),
})

/** A decimal number as text, for example `87.50`. */
const decimal = z.string().regex(/^\d+(\.\d+)?$/)

/** `assessment.published` is said again when a published one changes; `attempt.graded` for released results only, and again after a regrade. */
export const assessmentEvents = [
  defineEvent('assessment.published', assessment),
  defineEvent('assessment.removed', z.object({ assessmentId: z.string(), courseId: z.string() })),
  defineEvent(
    'assessment.due_soon',
    z.object({
      assessmentId: z.string(),
      courseId: z.string(),
      title: z.string(),
      dueAt: z.iso.datetime(),
    }),
  ),
  /** `files` are those among what was handed in; `mediaAssetIds` names their assets, each once, for releases that know no versions. */
  defineEvent(
    'attempt.submitted',
    attempt.extend({
      submittedAt: z.iso.datetime(),
      mediaAssetIds: z.array(z.string()).optional(),
      files: z.array(handedInFile).optional(),
    }),
  ),
  /** An answer with files was kept while the attempt runs: they may become part of what is submitted. */
  defineEvent(
    'attempt.files_saved',
    z.object({ attemptId: z.string(), userId: z.string(), files: z.array(handedInFile) }),
  ),
  defineEvent(
    'attempt.graded',
    attempt.extend({
      title: z.string(),
      scorePercent: decimal,
      isPassed: z.boolean(),
      isRequired: z.boolean(),
      gradedAt: z.iso.datetime(),
    }),
  ),
  defineEvent(
    'course_grade.changed',
    z.object({ courseId: z.string(), userId: z.string(), totalPercent: decimal.nullable() }),
  ),
] as const
