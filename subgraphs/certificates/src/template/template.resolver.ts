import { toPayload } from '@lyceum/kit'
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'

import { Course, Program } from '../certificate/certificate.stubs.ts'
import type { CertificatesContext } from '../context.ts'
import type { CertificatesServices } from '../services.ts'
import { removeCertificateTemplate } from './remove-certificate-template.ts'
import { setCertificateTemplate } from './set-certificate-template.ts'
import { removeProgramCertificateTemplate, setProgramCertificateTemplate } from './set-program-template.ts'
import {
  CertificateTemplate,
  RemoveCertificateTemplateInput,
  RemoveCertificateTemplatePayload,
  RemoveProgramCertificateTemplateInput,
  RemoveProgramCertificateTemplatePayload,
  SetCertificateTemplateInput,
  SetCertificateTemplatePayload,
  SetProgramCertificateTemplateInput,
  SetProgramCertificateTemplatePayload,
} from './template.operations.ts'
import type { TemplateRecord } from './template.ts'

@Resolver(() => Course)
export class CourseTemplateResolver {
  constructor(private readonly services: CertificatesServices) {}

  @FieldResolver(() => CertificateTemplate, {
    nullable: true,
    description:
      'What its certificates look like; null for everybody but its instructors and administrators.',
  })
  certificateTemplate(
    @Root() { id }: Course,
    @Ctx() context: CertificatesContext,
  ): Promise<TemplateRecord | null> {
    return context.templateOfCourse(id)
  }

  @Mutation(() => SetCertificateTemplatePayload, {
    description:
      'Says what the certificates of a course look like from now on. For its instructors and administrators.',
  })
  async setCertificateTemplate(
    @Arg('input', () => SetCertificateTemplateInput, { description: 'The course and the look.' })
    input: SetCertificateTemplateInput,
    @Ctx() context: CertificatesContext,
  ) {
    return toPayload(await setCertificateTemplate(this.services, context, input))
  }

  @Mutation(() => RemoveCertificateTemplatePayload, {
    description:
      "Takes a course's own template away, so that its program's or the default holds. For its instructors and administrators.",
  })
  async removeCertificateTemplate(
    @Arg('input', () => RemoveCertificateTemplateInput, { description: 'The course.' })
    input: RemoveCertificateTemplateInput,
    @Ctx() context: CertificatesContext,
  ) {
    return toPayload(await removeCertificateTemplate(this.services, context, input))
  }
}

@Resolver(() => Program)
export class ProgramTemplateResolver {
  constructor(private readonly services: CertificatesServices) {}

  @FieldResolver(() => CertificateTemplate, {
    nullable: true,
    description:
      'What certificates look like in its courses that have no template of their own; null while it has none, and for ' +
      'everybody but administrators.',
  })
  certificateTemplate(
    @Root() { id }: Program,
    @Ctx() context: CertificatesContext,
  ): Promise<TemplateRecord | null> {
    return context.templateOfProgram(id)
  }

  @Mutation(() => SetProgramCertificateTemplatePayload, {
    description:
      'Says what certificates look like from now on in the courses of a program that have no template of their own. For ' +
      'administrators.',
  })
  async setProgramCertificateTemplate(
    @Arg('input', () => SetProgramCertificateTemplateInput, { description: 'The program and the look.' })
    input: SetProgramCertificateTemplateInput,
    @Ctx() context: CertificatesContext,
  ) {
    return toPayload(await setProgramCertificateTemplate(this.services, context, input))
  }

  @Mutation(() => RemoveProgramCertificateTemplatePayload, {
    description: "Takes a program's template away. For administrators.",
  })
  async removeProgramCertificateTemplate(
    @Arg('input', () => RemoveProgramCertificateTemplateInput, { description: 'The program.' })
    input: RemoveProgramCertificateTemplateInput,
    @Ctx() context: CertificatesContext,
  ) {
    return toPayload(await removeProgramCertificateTemplate(this.services, context, input))
  }
}
