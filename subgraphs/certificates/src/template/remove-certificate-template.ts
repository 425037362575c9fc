import { succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import type { CertificatesContext } from '../context.ts'
import type { CertificatesServices } from '../services.ts'
import { requireCourseOfTemplate } from './template-subject.ts'
import type { TemplateRecord } from './template.ts'

/** Takes a course's own template away; what holds then is its program's, or the default. For its instructors and administrators. */
export async function removeCertificateTemplate(
  services: CertificatesServices,
  context: CertificatesContext,
  { courseId }: { readonly courseId: string },
): Promise<Outcome<{ template: TemplateRecord | null }>> {
  await requireCourseOfTemplate(services, context, courseId)
  await services.templates.removeTemplate(courseId)
  const [template = null] = await services.templates.findCourseTemplates([courseId])
  return succeed({ template })
}
