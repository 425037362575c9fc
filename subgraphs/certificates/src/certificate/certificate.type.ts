import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'

import { CertificateStatus } from './verify-certificate.ts'

registerEnumType(CertificateStatus, {
  name: 'CertificateStatus',
  description: 'What a certificate is worth.',
  valuesConfig: {
    VALID: { description: 'Issued by this platform and still valid.' },
    REVOKED: { description: 'Issued by this platform and taken back.' },
    REPLACED: { description: 'A newer edition was issued; this one is no longer valid.' },
    UNKNOWN: { description: 'No certificate has this code.' },
  },
})

@ObjectType('CertificateEdition', {
  description: 'One printed and signed form of a certificate. Only the last can be valid.',
})
export class CertificateEdition {
  @Field(() => Int, { description: 'Counted from 1.' })
  number!: number

  @Field(() => String, { description: 'The code it is verified by.' })
  code!: string

  @Field(() => String, { description: "The holder's name, as printed." })
  holderName!: string

  @Field(() => Date, { description: 'When it was issued.' })
  issuedAt!: Date

  @Field(() => String, { nullable: true, description: 'Why it was issued; null for the first.' })
  reason!: string | null

  @Field(() => Date, { nullable: true, description: 'When it stopped being valid.' })
  endedAt!: Date | null
}

@Directive('@key(fields: "id")')
@ObjectType('Certificate', {
  description: 'What a person earned by completing a course and passing what it requires.',
})
export class Certificate {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'For example `2026-000042`; stays when it is reissued.' })
  serial!: string

  @Field(() => CertificateStatus, { description: 'Whether it is valid.' })
  status!: CertificateStatus

  @Field(() => String, { description: 'Who has this may verify, show and download the certificate.' })
  code!: string

  @Field(() => String, { description: "The holder's name when it was issued." })
  holderName!: string

  @Field(() => String, { description: "The course's title when it was issued." })
  courseTitle!: string

  @Field(() => [String], { description: "The instructors' names when it was issued." })
  instructorNames!: string[]

  @Field(() => Date, { description: 'When the course was completed.' })
  completedAt!: Date

  @Field(() => String, {
    nullable: true,
    description: 'Percent as a decimal, for example "87.5"; null where the course shows none.',
  })
  scorePercent!: string | null

  @Field(() => Date, { description: 'When the current edition was issued.' })
  issuedAt!: Date

  @Field(() => Date, { nullable: true, description: 'When it was taken back.' })
  revokedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'Why it was taken back. Not shown to the public.' })
  revocationReason!: string | null

  @Field(() => String, {
    description: 'The public page that says whether it is valid; the address of the QR code.',
  })
  verificationUrl!: string

  @Field(() => String, { description: 'The page to print, a PDF/A. Public to who knows the address.' })
  pdfUrl!: string

  @Field(() => String, {
    description: 'The Open Badges 3.0 credential, a JWT. Public to who knows the address.',
  })
  badgeUrl!: string
}

@ObjectType('CertificateVerification', {
  description: 'What anybody may know who has a code.',
  simpleResolvers: true,
})
export class CertificateVerification {
  @Field(() => CertificateStatus, { description: 'Whether it is valid.' })
  status!: CertificateStatus

  @Field(() => String, { nullable: true, description: 'Its serial number; null for an unknown code.' })
  serial!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Whose it is; null unless it is valid or was revoked.',
  })
  holderName!: string | null

  @Field(() => String, { nullable: true, description: 'For which course; null for an unknown code.' })
  courseTitle!: string | null

  @Field(() => String, { nullable: true, description: 'Who issued it; null for an unknown code.' })
  issuerName!: string | null

  @Field(() => Date, { nullable: true, description: 'When the course was completed.' })
  completedAt!: Date | null

  @Field(() => Date, { nullable: true, description: 'When it was issued.' })
  issuedAt!: Date | null

  @Field(() => Date, { nullable: true, description: 'When it stopped being valid.' })
  endedAt!: Date | null
}
