import { z } from 'zod'

import { isDecimal, parseUnits, unitsPerMark } from '../marks/marks.ts'
import { AssessmentKind, percentUnits, Visibility } from './assessment.ts'

const units = z.string().refine(isDecimal, 'is not a decimal with up to four places').transform(parseUnits)
const percent = units.refine((value) => value <= percentUnits, 'is more than 100')
const day = 86_400

const fields = {
  moduleId: z
    .string()
    .nullish()
    .transform((value) => value ?? null),
  title: z.string().trim().min(1).max(200),
  instructions: z.string().max(50_000).default(''),
  opensAt: z
    .date()
    .nullish()
    .transform((value) => value ?? null),
  dueAt: z
    .date()
    .nullish()
    .transform((value) => value ?? null),
  examAt: z
    .date()
    .nullish()
    .transform((value) => value ?? null),
  timeLimitSeconds: z
    .int()
    .min(10)
    .max(30 * day)
    .nullish()
    .transform((value) => value ?? null),
  attemptLimit: z
    .int()
    .min(1)
    .max(100)
    .nullish()
    .transform((value) => value ?? null),
  passMarkPercent: percent.default(50 * unitsPerMark),
  weight: units.default(unitsPerMark),
  isRequired: z.boolean().default(false),
  isShuffled: z.boolean().default(true),
  resultsVisibility: z.enum(Visibility).default(Visibility.AFTER_SUBMIT),
  feedbackVisibility: z.enum(Visibility).default(Visibility.AFTER_SUBMIT),
  latePenaltyPercentPerDay: percent.default(0),
  lateEndsAt: z
    .date()
    .nullish()
    .transform((value) => value ?? null),
  template: z.string().max(50_000).default(''),
}

interface Rules {
  readonly opensAt: Date | null
  readonly dueAt: Date | null
  readonly lateEndsAt: Date | null
  readonly isRequired: boolean
  readonly resultsVisibility: Visibility
  readonly feedbackVisibility: Visibility
}

function checkRules(input: Rules, context: z.RefinementCtx): void {
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message })
  const { opensAt, dueAt, lateEndsAt } = input
  if (opensAt !== null && dueAt !== null && opensAt >= dueAt) refuse('dueAt', 'is not after opensAt')
  if (lateEndsAt !== null && (dueAt === null || lateEndsAt <= dueAt))
    refuse('lateEndsAt', 'is not after dueAt')
  if (input.isRequired && input.resultsVisibility === Visibility.NEVER) {
    refuse('resultsVisibility', 'cannot be NEVER for what must be passed')
  }
  for (const path of ['resultsVisibility', 'feedbackVisibility'] as const) {
    if (input[path] === Visibility.AFTER_DUE && dueAt === null) refuse(path, 'needs dueAt')
  }
}

const settingsShape = z.object(fields)

function toSettings(input: z.output<typeof settingsShape>) {
  const {
    passMarkPercent: passMark,
    latePenaltyPercentPerDay: latePenalty,
    lateEndsAt: lateUntil,
    ...settings
  } = input
  return { ...settings, passMark, latePenalty, lateUntil }
}

export const newAssessmentSchema = z
  .object({ ...fields, courseId: z.string(), kind: z.enum(AssessmentKind), totalMarks: units.nullish() })
  .superRefine((input, context) => {
    checkRules(input, context)
    if (input.kind === AssessmentKind.ASSIGNMENT && !input.totalMarks) {
      context.addIssue({ code: 'custom', path: ['totalMarks'], message: 'is needed for an assignment' })
    }
  })
  .transform(({ courseId, kind, totalMarks, ...settings }) => ({
    courseId,
    kind,
    totalMarks: kind === AssessmentKind.ASSIGNMENT ? (totalMarks ?? 0) : 0,
    ...toSettings(settings),
  }))

export const settingsSchema = settingsShape.superRefine(checkRules).transform(toSettings)

export const itemsSchema = z
  .array(
    z
      .object({
        questionId: z.string().nullish(),
        bankId: z.string().nullish(),
        drawCount: z.int().min(1).max(200).default(1),
        marks: units.refine((value) => value > 0, 'is zero').nullish(),
      })
      .refine((item) => (item.questionId == null) !== (item.bankId == null), 'names a question or a bank')
      .refine((item) => item.bankId == null || item.marks != null, 'of a bank needs marks'),
  )
  .min(1)
  .max(200)
