import { signBadge } from '../badge/sign-badge.ts'
import type { Evidence } from '../projection/evidence.repository.ts'
import type { CertificatesTransaction } from '../services.ts'
import { certificateIssued } from './certificate.events.ts'
import type { LearnerInCourse } from './certificate.repository.ts'
import { RevocationKind, formatSerial } from './certificate.ts'
import type {
  CertificateContent,
  CertificateRecord,
  EditionRecord,
  IssuedCertificate,
} from './certificate.ts'
import { createVerificationCode } from './verification-code.ts'

/**
 * Issues the certificate that a person has earned in a course, unless it exists. Whoever calls holds the lock of the person
 * in the course. What was revoked for a refund comes back with a later completion, what a regrade took comes back with a pass,
 * both as a new edition of the same serial number; what an administrator revoked does not.
 */
export async function issueIfEarned(
  transaction: CertificatesTransaction,
  learner: LearnerInCourse,
): Promise<void> {
  const evidence = await transaction.evidence.findEvidence(learner)
  if (evidence === null) return
  const existing = await transaction.certificates.lock(learner)
  if (existing !== null && !isEarnedAgain(existing, evidence)) return
  const content = await compose(transaction, learner, evidence)
  // A name or a title that has not been heard of yet: the event that brings it comes back here.
  if (content === null) return
  const { enrollmentId } = evidence
  if (existing === null) await issueFirst(transaction, { ...learner, enrollmentId }, content)
  else
    await issueEdition(
      transaction,
      { ...existing, enrollmentId },
      { content, reason: 'Earned again', issuedBy: null },
    )
}

function isEarnedAgain({ revocation, enrollmentId }: CertificateRecord, evidence: Evidence): boolean {
  if (revocation === RevocationKind.REGRADE) return true
  return revocation === RevocationKind.REFUND && enrollmentId !== evidence.enrollmentId
}

async function compose(
  { courses, learners, templates }: CertificatesTransaction,
  { userId, courseId }: LearnerInCourse,
  { completedAt, scorePercent }: Evidence,
): Promise<CertificateContent | null> {
  const [course] = await courses.findCoursesByIds([courseId])
  if (course === undefined) return null
  const names = await learners.findNames([userId, ...course.instructorIds])
  const holderName = names.get(userId)
  if (holderName === undefined) return null
  const [template] = await templates.findCourseTemplates([courseId])
  if (template === undefined) throw new Error(`Course ${courseId} has no template, not even the default`)
  const { design, issuerName, statement, accentColor, isScoreShown } = template
  const signatureKeys = await templates.findSignatureKeys(course.instructorIds)
  const signatories = course.instructorIds.flatMap((id) => {
    const name = names.get(id)
    return name === undefined ? [] : [{ name, signatureKey: signatureKeys.get(id) ?? null }]
  })
  return {
    ...{ design, issuerName, statement, accentColor, isScoreShown },
    holderName,
    courseTitle: course.title,
    signatories,
    completedAt: completedAt.toISOString(),
    scorePercent: isScoreShown ? scorePercent : null,
  }
}

async function issueFirst(
  transaction: CertificatesTransaction,
  learner: LearnerInCourse & { readonly enrollmentId: string },
  content: CertificateContent,
): Promise<void> {
  const { certificates, clock, say } = transaction
  const serialYear = clock.now().getUTCFullYear()
  const serialNumber = await certificates.takeSerialNumber(serialYear)
  const { userId, courseId, enrollmentId } = learner
  const row = { userId, courseId, enrollmentId, serialYear, serialNumber }
  const certificate: CertificateRecord = {
    ...row,
    ...(await certificates.insert(row)),
    editionNumber: 1,
    revocation: null,
    revocationReason: null,
    revokedAt: null,
  }
  const edition = await addEdition(transaction, certificate, { content, reason: null, issuedBy: null })
  await say(certificateIssued({ ...certificate, edition }))
}

/** What a further edition says, and who wanted it why. */
export interface EditionRequest {
  readonly content: CertificateContent
  readonly reason: string | null
  readonly issuedBy: string | null
}

/** Replaces the current edition by a new one: the old code stops being valid, the serial number stays. */
export async function issueEdition(
  transaction: CertificatesTransaction,
  current: CertificateRecord,
  request: EditionRequest,
): Promise<IssuedCertificate> {
  const { certificates, clock, say } = transaction
  const editionNumber = current.editionNumber + 1
  await certificates.endEditions(current.id, clock.now())
  const edition = await addEdition(transaction, { ...current, editionNumber }, request)
  const version = await certificates.switchEdition(current.id, editionNumber, current.enrollmentId)
  const revocation = { revocation: null, revocationReason: null, revokedAt: null }
  const issued = { ...current, ...revocation, editionNumber, version, edition }
  await say(certificateIssued(issued))
  return issued
}

/** Signs before it writes, in the transaction that does both: a crash between them leaves neither. */
async function addEdition(
  { certificates, clock, issuer }: CertificatesTransaction,
  certificate: CertificateRecord,
  request: EditionRequest,
): Promise<EditionRecord> {
  const { id: certificateId, userId, courseId, editionNumber: number } = certificate
  const { content } = request
  const code = createVerificationCode()
  const statusIndex = await certificates.takeStatusIndex()
  const issuedAt = clock.now()
  const serial = formatSerial(certificate)
  const badge = await signBadge(issuer, { code, userId, courseId, serial, content, statusIndex, issuedAt })
  return await certificates.insertEdition({
    ...request,
    certificateId,
    number,
    code,
    badge,
    statusIndex,
    issuedAt,
  })
}
