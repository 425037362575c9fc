import { z } from 'zod'

import { isDecimal, parseUnits } from '../marks/marks.ts'
import { newId } from './new-id.ts'

/** A rubric as an author writes it; every criterion gets an id. */
export const rubricInputSchema = z
  .array(
    z.object({
      title: z.string().trim().min(1).max(2_000),
      description: z.string().max(2_000).default(''),
      marks: z.string().refine(isDecimal, 'is not a decimal with up to four places').transform(parseUnits),
    }),
  )
  .max(20)
  .transform((criteria) => criteria.map((criterion) => ({ id: newId(), ...criterion })))
