import { toPayload } from '@lyceum/kit'
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'

import { Course } from '../certificate/certificate.stubs.ts'
import type { CertificatesContext } from '../context.ts'
import type { CertificatesServices } from '../services.ts'
import { setCertificateTemplate } from './set-certificate-template.ts'
import {
  CertificateTemplate,
  SetCertificateTemplateInput,
  SetCertificateTemplatePayload,
} from './template.operations.ts'
import type { TemplateRecord } from './template.repository.ts'

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
}
