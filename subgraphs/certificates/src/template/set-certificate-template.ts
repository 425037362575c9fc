import { checkInput, requireSignedIn, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { CertificatesContext } from '../context.ts'
import type { CertificatesServices } from '../services.ts'
import { requireCourseOfTemplate } from './template-subject.ts'
import { TemplateSource, templateShape, toTemplateFields } from './template.ts'
import type { TemplateRecord } from './template.ts'

const inputSchema = z.object({ courseId: z.string(), ...templateShape })

export type SetCertificateTemplate = z.input<typeof inputSchema>

/** Says what the certificates of a course look like from now on. For its instructors and administrators. */
export async function setCertificateTemplate(
  services: CertificatesServices,
  context: CertificatesContext,
  input: SetCertificateTemplate,
): Promise<Outcome<{ template: TemplateRecord }>> {
  requireSignedIn(context.viewer)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { courseId, ...fields } = checked.value
  await requireCourseOfTemplate(services, context, courseId)
  const template = toTemplateFields(fields)
  await services.templates.saveTemplate(courseId, template, services.clock.now())
  return succeed({ template: { ...template, source: TemplateSource.COURSE } })
}
