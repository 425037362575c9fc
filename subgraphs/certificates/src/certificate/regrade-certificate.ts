import type { CertificatesTransaction } from '../services.ts'
import type { LearnerInCourse } from './certificate.repository.ts'
import { RevocationKind } from './certificate.ts'
import { issueEdition } from './issue-certificate.ts'
import { revoke } from './revoke-certificate.ts'

/**
 * A total that changed after the issue: where the certificate shows a score, a new edition shows the new one, and the edition
 * before ends. A total that vanished changes nothing: no score is not a better one.
 */
export async function showNewScore(
  transaction: CertificatesTransaction,
  learner: LearnerInCourse,
): Promise<void> {
  const certificate = await transaction.certificates.lock(learner)
  if (certificate === null || certificate.revocation !== null) return
  const { content } = certificate.edition
  const scorePercent = await transaction.evidence.findTotal(learner)
  if (!content.isScoreShown || scorePercent === null || scorePercent === content.scorePercent) return
  const reason = `Score of ${scorePercent} % instead of ${content.scorePercent === null ? 'none' : `${content.scorePercent} %`}`
  await issueEdition(transaction, certificate, {
    content: { ...content, scorePercent },
    reason,
    issuedBy: null,
  })
}

/** A result that was a pass and is none any more: takes the certificate back when it rested on that pass. */
export async function revokeIfMissed(
  transaction: CertificatesTransaction,
  learner: LearnerInCourse,
  assessmentId: string,
): Promise<void> {
  if (!(await transaction.evidence.isRequirementMissed(assessmentId, learner.userId))) return
  const certificate = await transaction.certificates.lock(learner)
  if (certificate === null || certificate.revocation !== null) return
  await revoke(transaction, certificate, {
    kind: RevocationKind.REGRADE,
    reason: 'A required assessment was graded anew and is no longer passed',
    by: null,
    at: transaction.clock.now(),
  })
}
