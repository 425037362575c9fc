import {
  ForbiddenError,
  NotFoundError,
  checkInput,
  isId,
  plainLineSchema,
  requireSignedIn,
  succeed,
} from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { untilFound } from '@lyceum/events'
import { z } from 'zod'

import { CertificateDesign } from '../certificate/certificate.ts'
import { canEditTemplate } from '../certificate/certificate.policy.ts'
import type { CertificatesContext } from '../context.ts'
import type { CourseRecord } from '../projection/course.repository.ts'
import type { CertificatesServices } from '../services.ts'
import { hasReadableContrast } from './contrast.ts'
import { defaultTemplate } from './template.repository.ts'
import type { TemplateRecord } from './template.repository.ts'

const inputSchema = z.object({
  courseId: z.string(),
  design: z.enum(CertificateDesign).nullish(),
  issuerName: plainLineSchema(80).nullish(),
  statement: plainLineSchema(160).nullish(),
  accentColor: z
    .string()
    .regex(/^#[\da-f]{6}$/i, 'must be #rrggbb')
    .refine(hasReadableContrast, 'is too light to be read on white')
    .nullish(),
  isScoreShown: z.boolean().nullish(),
})

export type SetCertificateTemplate = z.input<typeof inputSchema>

/** Says what the certificates of a course look like from now on. For its instructors and administrators. */
export async function setCertificateTemplate(
  services: CertificatesServices,
  context: CertificatesContext,
  input: SetCertificateTemplate,
): Promise<Outcome<{ template: TemplateRecord }>> {
  const viewer = requireSignedIn(context.viewer)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { courseId, design, issuerName, statement, accentColor, isScoreShown } = checked.value
  const course = isId(courseId) ? await untilFound(() => findCourse(services, courseId)) : null
  if (!canEditTemplate(viewer, course)) {
    if (course?.status === 'PUBLISHED') throw new ForbiddenError()
    throw new NotFoundError('Course', courseId)
  }
  const template: TemplateRecord = {
    courseId,
    design: design ?? defaultTemplate.design,
    issuerName: issuerName ?? defaultTemplate.issuerName,
    statement: statement ?? defaultTemplate.statement,
    accentColor: accentColor ?? defaultTemplate.accentColor,
    isScoreShown: isScoreShown ?? defaultTemplate.isScoreShown,
  }
  await services.templates.saveTemplate(template, services.clock.now())
  return succeed({ template })
}

async function findCourse({ courses }: CertificatesServices, id: string): Promise<CourseRecord | null> {
  const [course] = await courses.findCoursesByIds([id])
  return course ?? null
}
