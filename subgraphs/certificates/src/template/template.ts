import { plainLineSchema } from '@lyceum/kit'
import { z } from 'zod'

import { CertificateDesign } from '../certificate/certificate.ts'
import type { TemplateFields } from '../certificate/certificate.ts'
import { hasReadableContrast } from './contrast.ts'

/** Whose template it is. */
export enum TemplateSource {
  COURSE = 'COURSE',
  PROGRAM = 'PROGRAM',
  DEFAULT = 'DEFAULT',
}

/** A template as it is found, and whose it is. */
export interface TemplateRecord extends TemplateFields {
  readonly source: TemplateSource
}

/** What a course gets that has no template of its own and is in no program with one. */
export const defaultTemplate: TemplateFields = {
  design: CertificateDesign.CLASSIC,
  issuerName: 'Lyceum',
  statement: 'has successfully completed the course',
  accentColor: '#1f3a5f',
  isScoreShown: false,
}

/** What clients say of a template; what they leave out is as the default has it. */
export const templateShape = {
  design: z.enum(CertificateDesign).nullish(),
  issuerName: plainLineSchema(80).nullish(),
  statement: plainLineSchema(160).nullish(),
  accentColor: z
    .string()
    .regex(/^#[\da-f]{6}$/i, 'must be #rrggbb')
    .refine(hasReadableContrast, 'is too light to be read on white')
    .nullish(),
  isScoreShown: z.boolean().nullish(),
}

type TemplateInput = { readonly [Field in keyof TemplateFields]?: TemplateFields[Field] | null | undefined }

/** The template that a client's words make. */
export function toTemplateFields(input: TemplateInput): TemplateFields {
  return {
    design: input.design ?? defaultTemplate.design,
    issuerName: input.issuerName ?? defaultTemplate.issuerName,
    statement: input.statement ?? defaultTemplate.statement,
    accentColor: input.accentColor ?? defaultTemplate.accentColor,
    isScoreShown: input.isScoreShown ?? defaultTemplate.isScoreShown,
  }
}
