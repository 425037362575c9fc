/** Why a certificate is no longer valid. */
export enum RevocationKind {
  REFUND = 'REFUND',
  /** A result that earned it was graded anew and is no longer a pass. */
  REGRADE = 'REGRADE',
  ADMINISTRATOR = 'ADMINISTRATOR',
}

/** How a certificate's page is laid out. */
export enum CertificateDesign {
  CLASSIC = 'CLASSIC',
  MODERN = 'MODERN',
}

/** What the certificates of a course look like. */
export interface TemplateFields {
  readonly design: CertificateDesign
  readonly issuerName: string
  /** The line between the name and the course. */
  readonly statement: string
  /** `#rrggbb` */
  readonly accentColor: string
  readonly isScoreShown: boolean
}

export interface Signatory {
  readonly name: string
  /** The picture of their signature in the bucket `certificates`; null for a blank line. */
  readonly signatureKey: string | null
}

/** Everything an edition says, as it was when it was issued. */
export interface CertificateContent extends TemplateFields {
  readonly holderName: string
  readonly courseTitle: string
  readonly signatories: readonly Signatory[]
  /** ISO 8601, UTC. */
  readonly completedAt: string
  /** A decimal such as `87.5`; null where there is nothing to score or the course does not show it. */
  readonly scorePercent: string | null
}

/** What a person earned in a course. There is one, whatever happens to it. */
export interface CertificateRecord {
  readonly id: string
  readonly userId: string
  readonly courseId: string
  /** The enrolment whose completion earned it. */
  readonly enrollmentId: string
  readonly serialYear: number
  readonly serialNumber: number
  readonly editionNumber: number
  readonly revocation: RevocationKind | null
  readonly revocationReason: string | null
  readonly revokedAt: Date | null
  /** Increases with every change; the version of its events. */
  readonly version: bigint
}

/** One printed and signed form of a certificate. */
export interface EditionRecord {
  readonly id: string
  readonly certificateId: string
  readonly number: number
  /** 128 random bits: who has it may see the edition. */
  readonly code: string
  readonly content: CertificateContent
  /** The Open Badges credential, a JWT. */
  readonly badge: string
  readonly statusIndex: bigint
  readonly issuedAt: Date
  /** Why it was made, when it is not the first. */
  readonly reason: string | null
  readonly endedAt: Date | null
}

/** A certificate with its current edition. */
export interface IssuedCertificate extends CertificateRecord {
  readonly edition: EditionRecord
}

/** `2026-000042`: counted without gaps in each year. */
export function formatSerial({
  serialYear,
  serialNumber,
}: Pick<CertificateRecord, 'serialYear' | 'serialNumber'>): string {
  return `${serialYear}-${String(serialNumber).padStart(6, '0')}`
}
