import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'

import type { CertificatesContext } from '../context.ts'
import type { CertificatesServices } from '../services.ts'
import { Course, User } from './certificate.stubs.ts'
import { Certificate, CertificateEdition } from './certificate.type.ts'
import { formatSerial } from './certificate.ts'
import type { EditionRecord, IssuedCertificate } from './certificate.ts'
import { CertificateStatus, statusOf } from './verify-certificate.ts'

/** What a certificate says, read from its current edition. */
@Resolver(() => Certificate)
export class CertificateFieldsResolver {
  constructor(private readonly services: Pick<CertificatesServices, 'issuer'>) {}

  @FieldResolver()
  serial(@Root() certificate: IssuedCertificate): string {
    return formatSerial(certificate)
  }

  @FieldResolver()
  status(@Root() certificate: IssuedCertificate): CertificateStatus {
    return statusOf(certificate, certificate.edition)
  }

  @FieldResolver()
  code(@Root() { edition }: IssuedCertificate): string {
    return edition.code
  }

  @FieldResolver()
  holderName(@Root() { edition }: IssuedCertificate): string {
    return edition.content.holderName
  }

  @FieldResolver()
  courseTitle(@Root() { edition }: IssuedCertificate): string {
    return edition.content.courseTitle
  }

  @FieldResolver()
  instructorNames(@Root() { edition }: IssuedCertificate): string[] {
    return edition.content.signatories.map(({ name }) => name)
  }

  @FieldResolver()
  completedAt(@Root() { edition }: IssuedCertificate): Date {
    return new Date(edition.content.completedAt)
  }

  @FieldResolver()
  scorePercent(@Root() { edition }: IssuedCertificate): string | null {
    return edition.content.scorePercent
  }

  @FieldResolver()
  issuedAt(@Root() { edition }: IssuedCertificate): Date {
    return edition.issuedAt
  }

  @FieldResolver()
  verificationUrl(@Root() { edition }: IssuedCertificate): string {
    return this.services.issuer.addressOf(edition.code)
  }

  @FieldResolver()
  pdfUrl(@Root() { edition }: IssuedCertificate): string {
    return `${this.services.issuer.addressOf(edition.code)}.pdf`
  }

  @FieldResolver()
  badgeUrl(@Root() { edition }: IssuedCertificate): string {
    return `${this.services.issuer.addressOf(edition.code)}/badge.jwt`
  }

  @FieldResolver(() => [CertificateEdition], { description: 'Its history, first to last.' })
  async editions(
    @Root() { id }: IssuedCertificate,
    @Ctx() context: CertificatesContext,
  ): Promise<CertificateEdition[]> {
    return (await context.editions.load(id)).map(toEdition)
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whose it is.' })
  user(@Root() { userId }: IssuedCertificate): User {
    return { id: userId }
  }

  @FieldResolver(() => Course, { nullable: true, description: 'For which course.' })
  course(@Root() { courseId }: IssuedCertificate): Course {
    return { id: courseId }
  }
}

function toEdition({ content, ...edition }: EditionRecord): CertificateEdition {
  const { number, code, issuedAt, reason, endedAt } = edition
  return { number, code, issuedAt, reason, endedAt, holderName: content.holderName }
}
