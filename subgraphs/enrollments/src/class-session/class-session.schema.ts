import { z } from 'zod'

const longestMilliseconds = 24 * 60 * 60 * 1_000

/** What a class session can be. */
export const classSessionSchema = z
  .object({
    title: z.string().trim().min(1, 'A title cannot be empty').max(200),
    startsAt: z.date(),
    endsAt: z.date(),
  })
  .refine(({ startsAt, endsAt }) => endsAt > startsAt, {
    path: ['endsAt'],
    error: 'A session ends after it begins',
  })
  .refine(({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime() <= longestMilliseconds, {
    path: ['endsAt'],
    error: 'A session lasts 24 hours at most',
  })
