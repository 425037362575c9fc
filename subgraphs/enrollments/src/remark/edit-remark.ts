import { BasicUserError, ForbiddenError, UserErrorCode, checkInput, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { EnrollmentsContext } from '../context.ts'
import type { EnrollmentsServices } from '../services.ts'
import { canEditRemark } from './remark.policy.ts'
import type { RemarkRecord } from './remark.ts'
import { requireRemark } from './require-remark.ts'
import { remarkSchema } from './write-remark.ts'

/** Changes what a remark says. For its author, while they teach the course. */
export async function editRemark(
  services: EnrollmentsServices,
  context: EnrollmentsContext,
  input: { readonly remarkId: string; readonly text: string },
): Promise<Outcome<{ remark: RemarkRecord }>> {
  const { viewer, remark } = await requireRemark(services, context, input.remarkId)
  if (!canEditRemark(viewer, remark)) throw new ForbiddenError('Only its author can change a remark')
  const checked = checkInput(remarkSchema, input)
  if (!checked.ok) return checked
  const { text } = checked.value
  if (text === remark.text && remark.withdrawnAt === null) return succeed({ remark })
  const edited = await services.remarks.editRemark(remark.id, text, services.clock.now())
  return edited === null ? fail(remarkWithdrawn()) : succeed({ remark: edited })
}

function remarkWithdrawn(): BasicUserError {
  return new BasicUserError(UserErrorCode.REMARK_WITHDRAWN, 'This remark was taken back', [
    'input',
    'remarkId',
  ])
}
