import { ForbiddenError, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { EnrollmentsContext } from '../context.ts'
import type { EnrollmentsServices } from '../services.ts'
import { canWithdrawRemark } from './remark.policy.ts'
import type { RemarkRecord } from './remark.ts'
import { requireRemark } from './require-remark.ts'

/** Takes a remark back: the learner no longer sees it. Doing it twice is once. */
export async function withdrawRemark(
  services: EnrollmentsServices,
  context: EnrollmentsContext,
  { remarkId }: { readonly remarkId: string },
): Promise<Outcome<{ remark: RemarkRecord }>> {
  const { viewer, remark } = await requireRemark(services, context, remarkId)
  if (!canWithdrawRemark(viewer, remark)) throw new ForbiddenError('Only its author takes a remark back')
  const withdrawn = await services.remarks.withdrawRemark(remark.id, viewer.id, services.clock.now())
  return succeed({ remark: withdrawn })
}
