import { z } from 'zod'

import { CourseLevel } from './course.ts'

export const titleSchema = z.string().trim().min(1, 'A title cannot be empty').max(200)
export const summarySchema = z.string().trim().max(500)
export const descriptionSchema = z.string().trim().max(100_000)
export const levelSchema = z.enum(CourseLevel)

/** A BCP 47 tag, in its canonical form. */
export const languageSchema = z.string().transform((tag, context) => {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag)
    if (canonical !== undefined) return canonical
  } catch (error) {
    // Intl says so by a RangeError; anything else is a bug.
    if (!(error instanceof RangeError)) throw error
  }
  context.addIssue({ code: 'custom', message: 'This is not a language tag' })
  return z.NEVER
})

/** A list of ids without repetition. */
export function idsSchema(maximum: number) {
  return z
    .array(z.string())
    .max(maximum, `At most ${maximum}`)
    .refine((ids) => new Set(ids).size === ids.length, 'Each can be named once')
}
