import {
  BasicUserError,
  NotFoundError,
  UserErrorCode,
  checkInput,
  fail,
  isAdministrator,
  isId,
  requireSignedIn,
  succeed,
} from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { CertificatesContext } from '../context.ts'
import type { CertificatesServices } from '../services.ts'
import { canReissue } from './certificate.policy.ts'
import type { IssuedCertificate } from './certificate.ts'
import { issueEdition } from './issue-certificate.ts'

const inputSchema = z.object({
  certificateId: z.string(),
  reason: z.string().trim().max(500, 'at most 500 characters').nullish(),
})

export type ReissueCertificate = z.input<typeof inputSchema>

/**
 * Makes a new edition with the holder's name and score of today; the code before it stops being valid, and the serial number stays.
 * The holder may when the name changed; an administrator always, also to take a revocation back.
 */
export async function reissueCertificate(
  services: CertificatesServices,
  context: CertificatesContext,
  input: ReissueCertificate,
): Promise<Outcome<{ certificate: IssuedCertificate }>> {
  const viewer = requireSignedIn(context.viewer)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { certificateId, reason } = checked.value
  if (!isId(certificateId)) throw new NotFoundError('Certificate', certificateId)
  return await services.inTransaction(context, async (transaction) => {
    const current = await transaction.certificates.lock({ id: certificateId })
    if (current === null || !canReissue(viewer, current)) {
      throw new NotFoundError('Certificate', certificateId)
    }
    const { content } = current.edition
    const names = await transaction.learners.findNames([current.userId])
    const holderName = names.get(current.userId) ?? content.holderName
    if (!isAdministrator(viewer)) {
      if (current.revocation !== null) return refuse(UserErrorCode.CERTIFICATE_REVOKED, 'It was revoked')
      if (holderName === content.holderName) {
        return refuse(UserErrorCode.NAME_UNCHANGED, 'It already has the name of the account')
      }
    }
    const scorePercent = content.isScoreShown
      ? ((await transaction.evidence.findTotal(current)) ?? content.scorePercent)
      : null
    const certificate = await issueEdition(transaction, current, {
      content: { ...content, holderName, scorePercent },
      reason: reason ?? null,
      issuedBy: viewer.id,
    })
    return succeed({ certificate })
  })
}

function refuse(code: UserErrorCode, message: string) {
  return fail(new BasicUserError(code, message, ['input', 'certificateId']))
}
