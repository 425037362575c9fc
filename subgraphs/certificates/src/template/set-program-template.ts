import { checkInput, isAdministrator, requirePermission, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import type { CertificatesContext } from '../context.ts'
import type { CertificatesServices } from '../services.ts'
import { requireProgramOfTemplate } from './template-subject.ts'
import { TemplateSource, templateShape, toTemplateFields } from './template.ts'
import type { TemplateRecord } from './template.ts'

const inputSchema = z.object({ programId: z.string(), ...templateShape })

export type SetProgramCertificateTemplate = z.input<typeof inputSchema>

/** Says what certificates look like in the courses of a program that have no template of their own. For administrators. */
export async function setProgramCertificateTemplate(
  services: CertificatesServices,
  context: CertificatesContext,
  input: SetProgramCertificateTemplate,
): Promise<Outcome<{ template: TemplateRecord }>> {
  requirePermission(context.viewer, isAdministrator)
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { programId, ...fields } = checked.value
  await requireProgramOfTemplate(services, context, programId)
  const template = toTemplateFields(fields)
  await services.templates.saveTemplate(programId, template, services.clock.now())
  return succeed({ template: { ...template, source: TemplateSource.PROGRAM } })
}

/** Takes a program's template away. For administrators. */
export async function removeProgramCertificateTemplate(
  services: CertificatesServices,
  context: CertificatesContext,
  { programId }: { readonly programId: string },
): Promise<Outcome<{ isRemoved: boolean }>> {
  await requireProgramOfTemplate(services, context, programId)
  await services.templates.removeTemplate(programId)
  return succeed({ isRemoved: true })
}
