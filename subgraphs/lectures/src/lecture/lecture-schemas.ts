import { z } from 'zod'

export const titleSchema = z
  .string()
  .trim()
  .min(1, 'A title cannot be empty')
  .max(200, 'A title has at most 200 characters')

export const markdownSchema = z.string().max(200_000, 'A text has at most 200,000 characters')

/** A day: longer than anything that is one lecture. */
export const maximumSeconds = 86_400

export const secondsSchema = z
  .number()
  .min(0, 'Time begins at 0')
  .max(maximumSeconds, 'A lecture is at most a day long')

export const durationSchema = secondsSchema.positive('Every video has a length')

export const annotationBodySchema = z
  .string()
  .trim()
  .min(1, 'An annotation cannot be empty')
  .max(5_000, 'An annotation has at most 5,000 characters')
