import { checkInput, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { EnrollmentsContext } from '../context.ts'
import type { EnrollmentsServices } from '../services.ts'
import type { RemarkRecord } from './remark.ts'
import { requireWritableCard } from './require-remark.ts'

/** What a remark can say. */
export const remarkSchema = z.object({
  text: z.string().trim().min(1, 'A remark says something').max(4_000),
})

/** Writes on a learner's report card. */
export async function writeRemark(
  services: EnrollmentsServices,
  context: EnrollmentsContext,
  input: { readonly reportCardId: string; readonly text: string },
): Promise<Outcome<{ remark: RemarkRecord }>> {
  const { viewer, enrollment } = await requireWritableCard(services, context, input.reportCardId)
  const checked = checkInput(remarkSchema, input)
  if (!checked.ok) return checked
  const remark = await services.remarks.insertRemark({
    enrollmentId: enrollment.id,
    text: checked.value.text,
    authorId: viewer.id,
    createdAt: services.clock.now(),
  })
  return succeed({ remark })
}
