import { NotFoundError, checkInput, isAdministrator, isId, requirePermission, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { CertificatesContext } from '../context.ts'
import type { CertificatesServices, CertificatesTransaction } from '../services.ts'
import { certificateRevoked } from './certificate.events.ts'
import type { Revocation } from './certificate.repository.ts'
import { RevocationKind } from './certificate.ts'
import type { IssuedCertificate } from './certificate.ts'

const inputSchema = z.object({
  certificateId: z.string(),
  reason: z.string().trim().min(1, 'say why').max(500, 'at most 500 characters'),
})

export type RevokeCertificate = z.input<typeof inputSchema>

/** Ends the validity of a certificate; ending it twice is once. For administrators. */
export async function revokeCertificate(
  services: CertificatesServices,
  context: CertificatesContext,
  input: RevokeCertificate,
): Promise<Outcome<{ certificate: IssuedCertificate }>> {
  const administrator = requirePermission(context.viewer, isAdministrator)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { certificateId, reason } = checked.value
  if (!isId(certificateId)) throw new NotFoundError('Certificate', certificateId)
  return await services.inTransaction(context, async (transaction) => {
    const known = await transaction.certificates.lock({ id: certificateId })
    if (known === null) throw new NotFoundError('Certificate', certificateId)
    const at = services.clock.now()
    const revocation = { kind: RevocationKind.ADMINISTRATOR, reason, by: administrator.id, at }
    return succeed({ certificate: await revoke(transaction, known, revocation) })
  })
}

/** The certificate, revoked; unchanged when it was already, except that an administrator's word outlasts a refund's. */
export async function revoke(
  { certificates, say }: CertificatesTransaction,
  certificate: IssuedCertificate,
  revocation: Revocation,
): Promise<IssuedCertificate> {
  const isFinal = certificate.revocation === RevocationKind.ADMINISTRATOR
  if (isFinal || certificate.revocation === revocation.kind) return certificate
  await certificates.revoke(certificate.id, revocation)
  await certificates.endEditions(certificate.id, revocation.at)
  const revoked = await certificates.lock({ id: certificate.id })
  if (revoked === null) throw new Error(`Certificate ${certificate.id} vanished while it was locked`)
  await say(certificateRevoked(revoked))
  return revoked
}
