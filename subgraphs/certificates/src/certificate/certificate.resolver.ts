import { ConnectionArguments, requireSignedIn, toPayload } from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'

import type { CertificatesContext } from '../context.ts'
import type { CertificatesServices } from '../services.ts'
import {
  CertificateConnection,
  ReissueCertificateInput,
  ReissueCertificatePayload,
  RevokeCertificateInput,
  RevokeCertificatePayload,
} from './certificate.operations.ts'
import { Enrollment, User } from './certificate.stubs.ts'
import { Certificate, CertificateVerification } from './certificate.type.ts'
import type { IssuedCertificate } from './certificate.ts'
import { reissueCertificate } from './reissue-certificate.ts'
import { revokeCertificate } from './revoke-certificate.ts'
import { verifyCertificate } from './verify-certificate.ts'
import type { Verification } from './verify-certificate.ts'

@Resolver(() => Certificate)
export class CertificateResolver {
  constructor(private readonly services: CertificatesServices) {}

  @Query(() => CertificateVerification, {
    description: 'Says whether a code belongs to a valid certificate. For everybody, without signing in.',
  })
  verifyCertificate(
    @Arg('code', () => String, { description: 'As printed; spaces, dashes and case do not matter.' })
    code: string,
  ): Promise<Verification> {
    return verifyCertificate(this.services, code)
  }

  @Query(() => Certificate, {
    nullable: true,
    description:
      'One certificate; null for everybody but the holder, instructors of the course and administrators.',
  })
  certificate(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Ctx() context: CertificatesContext,
  ): Promise<IssuedCertificate | null> {
    return context.visibleCertificate(id)
  }

  @Query(() => CertificateConnection, { description: "The viewer's certificates, newest first." })
  async myCertificates(
    @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Ctx() context: CertificatesContext,
  ): Promise<Connection<IssuedCertificate>> {
    return await context.pageOfUser(requireSignedIn(context.viewer).id, args)
  }

  @Mutation(() => RevokeCertificatePayload, {
    description: 'Takes a certificate back; who verifies it learns so at once. For administrators.',
  })
  async revokeCertificate(
    @Arg('input', () => RevokeCertificateInput, { description: 'Which, and why.' })
    input: RevokeCertificateInput,
    @Ctx() context: CertificatesContext,
  ) {
    return toPayload(await revokeCertificate(this.services, context, input))
  }

  @Mutation(() => ReissueCertificatePayload, {
    description:
      "Makes a new edition with the holder's name of today; the old code stops being valid. For the holder after a change " +
      'of name, and for administrators, also to take a revocation back.',
  })
  async reissueCertificate(
    @Arg('input', () => ReissueCertificateInput, { description: 'Which.' }) input: ReissueCertificateInput,
    @Ctx() context: CertificatesContext,
  ) {
    return toPayload(await reissueCertificate(this.services, context, input))
  }
}

@Resolver(() => Enrollment)
export class EnrollmentCertificateResolver {
  @FieldResolver(() => Certificate, {
    nullable: true,
    description: 'What it earned; null until then, and for who may not see it.',
  })
  certificate(
    @Root() { id }: Enrollment,
    @Ctx() context: CertificatesContext,
  ): Promise<IssuedCertificate | null> {
    return context.certificateOfEnrollment(id)
  }
}

@Resolver(() => User)
export class UserCertificatesResolver {
  @FieldResolver(() => CertificateConnection, {
    nullable: true,
    description: 'What the person earned, newest first; null for everybody but them and administrators.',
  })
  certificates(
    @Root() { id }: User,
    @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Ctx() context: CertificatesContext,
  ): Promise<Connection<IssuedCertificate> | null> {
    return context.pageOfVisibleUser(id, args)
  }
}
