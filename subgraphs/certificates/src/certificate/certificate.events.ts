import type { NewEvent } from '@lyceum/events'

import { formatSerial } from './certificate.ts'
import type { CertificateRecord, IssuedCertificate } from './certificate.ts'

export function certificateIssued(certificate: IssuedCertificate): NewEvent {
  const { id, userId, courseId, version, edition } = certificate
  return {
    type: 'certificate.issued',
    aggregateId: id,
    aggregateVersion: Number(version),
    payload: {
      certificateId: id,
      userId,
      courseId,
      code: edition.code,
      serial: formatSerial(certificate),
    },
  }
}

export function certificateRevoked(certificate: CertificateRecord): NewEvent {
  const { id, userId, courseId, version, revocationReason } = certificate
  return {
    type: 'certificate.revoked',
    aggregateId: id,
    aggregateVersion: Number(version),
    payload: { certificateId: id, userId, courseId, reason: revocationReason ?? '' },
  }
}
