import { UserError, connectionOf } from '@lyceum/kit'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

import { Certificate } from './certificate.type.ts'
import type { IssuedCertificate } from './certificate.ts'

@ObjectType('CertificateConnection', {
  description: 'A page of certificates, newest first.',
  simpleResolvers: true,
})
export class CertificateConnection extends connectionOf(Certificate, 'Certificate') {}

@InputType({ description: 'Which certificate is taken back, and why.' })
export class RevokeCertificateInput {
  @Field(() => ID, { description: 'The certificate.' })
  certificateId!: string

  @Field(() => String, { description: 'Why; 1 to 500 characters. The holder is told, the public is not.' })
  reason!: string
}

@InputType({ description: 'Which certificate is made anew.' })
export class ReissueCertificateInput {
  @Field(() => ID, { description: 'The certificate.' })
  certificateId!: string

  @Field(() => String, { nullable: true, description: 'Why; at most 500 characters, kept in the history.' })
  reason?: string | null
}

@ObjectType('RevokeCertificatePayload', { description: 'The certificate, or why nothing happened.' })
export class RevokeCertificatePayload {
  @Field(() => Certificate, { nullable: true, description: 'The certificate, revoked.' })
  certificate?: IssuedCertificate | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}

@ObjectType('ReissueCertificatePayload', { description: 'The certificate, or why nothing happened.' })
export class ReissueCertificatePayload {
  @Field(() => Certificate, { nullable: true, description: 'The certificate with its new edition.' })
  certificate?: IssuedCertificate | null

  @Field(() => [UserError], { description: 'Empty when it worked.' })
  userErrors!: UserError[]
}
