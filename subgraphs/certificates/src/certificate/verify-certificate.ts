import type { CertificatesServices } from '../services.ts'
import { formatSerial } from './certificate.ts'
import type { CertificateRecord, EditionRecord } from './certificate.ts'
import { readVerificationCode } from './verification-code.ts'

/** What a certificate is worth. */
export enum CertificateStatus {
  VALID = 'VALID',
  REVOKED = 'REVOKED',
  REPLACED = 'REPLACED',
  UNKNOWN = 'UNKNOWN',
}

/** What anybody may know who has a code. */
export interface Verification {
  readonly status: CertificateStatus
  readonly serial: string | null
  readonly holderName: string | null
  readonly courseTitle: string | null
  readonly issuerName: string | null
  readonly completedAt: Date | null
  readonly issuedAt: Date | null
  readonly endedAt: Date | null
}

const unknown: Verification = {
  status: CertificateStatus.UNKNOWN,
  serial: null,
  holderName: null,
  courseTitle: null,
  issuerName: null,
  completedAt: null,
  issuedAt: null,
  endedAt: null,
}

/** Says whether a code belongs to a valid certificate. A code that no one has is an answer, not an error. */
export async function verifyCertificate(
  { certificates }: Pick<CertificatesServices, 'certificates'>,
  typedCode: string,
): Promise<Verification> {
  const code = readVerificationCode(typedCode)
  const found = code === null ? null : await certificates.findByCode(code)
  if (found === null) return unknown
  const { certificate, edition } = found
  const { holderName, courseTitle, issuerName, completedAt } = edition.content
  const status = statusOf(certificate, edition)
  return {
    status,
    serial: formatSerial(certificate),
    // A name that was replaced may be one that its bearer has laid down.
    holderName: status === CertificateStatus.REPLACED ? null : holderName,
    courseTitle,
    issuerName,
    completedAt: new Date(completedAt),
    issuedAt: edition.issuedAt,
    endedAt: edition.endedAt,
  }
}

/** What an edition of a certificate is worth. */
export function statusOf(
  { editionNumber, revocation }: CertificateRecord,
  { number }: Pick<EditionRecord, 'number'>,
): CertificateStatus {
  if (number !== editionNumber) return CertificateStatus.REPLACED
  return revocation === null ? CertificateStatus.VALID : CertificateStatus.REVOKED
}
