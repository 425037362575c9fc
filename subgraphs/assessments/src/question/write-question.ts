import { z } from 'zod'

import { marksOfRubric } from '../grading/give-marks.ts'
import { parseFraction } from '../marks/fraction.ts'
import { isDecimal, parseUnits } from '../marks/marks.ts'
import { newId } from './new-id.ts'
import { contentSchema, PartialCredit, QuestionType } from './question.ts'
import type { QuestionContent, QuestionKey, Rubric } from './question.ts'
import { rubricInputSchema } from './write-rubric.ts'

/** What becomes a question version. */
export interface NewQuestionVersion {
  readonly type: QuestionType
  readonly prompt: string
  readonly content: QuestionContent
  readonly key: QuestionKey
  readonly partial: PartialCredit
  readonly marks: number
  readonly penalty: number
  readonly explanation: string | null
  readonly rubric: Rubric
}

const text = z.string().trim().min(1).max(2_000)
const texts = z.array(text).min(1).max(50)
const number = z
  .string()
  .max(60)
  .refine((value) => parseFraction(value) !== null, 'is not a number')
const factor = number.refine((value) => parseFraction(value)?.numerator !== 0n, 'is zero')
const marks = z.string().refine(isDecimal, 'is not a decimal with up to four places').transform(parseUnits)
const isUnique = (items: readonly string[]): boolean => new Set(items).size === items.length

const keyInput = z.object({
  choices: z
    .array(z.object({ text, isCorrect: z.boolean() }))
    .min(2)
    .max(50)
    .nullish(),
  isTrue: z.boolean().nullish(),
  numeric: z
    .object({
      value: number,
      tolerance: number
        .refine((value) => (parseFraction(value)?.numerator ?? 0n) >= 0n, 'is negative')
        .default('0'),
      units: z
        .array(z.object({ unit: text, factor: factor.default('1') }))
        .max(20)
        .default([]),
    })
    .nullish(),
  acceptedTexts: texts.nullish(),
  blanks: z.array(texts).min(1).max(50).nullish(),
  matches: z
    .array(z.object({ item: text, match: text }))
    .min(2)
    .max(50)
    .nullish(),
  distractors: z.array(text).max(50).nullish(),
  sequence: z.array(text).min(2).max(50).refine(isUnique, 'names an item twice').nullish(),
  isCaseSensitive: z.boolean().default(false),
})
type KeyInput = z.output<typeof keyInput>

interface Written {
  readonly content: QuestionContent
  readonly key: QuestionKey
}

const writers: Readonly<Record<QuestionType, (input: KeyInput) => Written | null>> = {
  SINGLE_CHOICE: (input) => {
    const written = writeChoices(input)
    if (written === null || written.key.kind !== 'CHOICE' || countRight(written) !== 1) return null
    return { ...written, key: { kind: 'ONE_OF', optionIds: written.key.optionIds } }
  },
  MULTIPLE_CHOICE: (input) => {
    const written = writeChoices(input)
    return written !== null && countRight(written) >= 1 ? written : null
  },
  TRUE_FALSE: ({ isTrue }) => {
    if (isTrue == null) return null
    const options = [
      { id: 'true', text: 'True' },
      { id: 'false', text: 'False' },
    ]
    return { content: contentOf({ options }), key: { kind: 'ONE_OF', optionIds: [String(isTrue)] } }
  },
  NUMERIC: ({ numeric }) =>
    numeric == null ? null : { content: contentOf({}), key: { kind: 'NUMBER', ...numeric } },
  SHORT_TEXT: ({ acceptedTexts: accepted, isCaseSensitive }) =>
    accepted == null ? null : { content: contentOf({}), key: { kind: 'TEXT', accepted, isCaseSensitive } },
  FILL_IN_THE_BLANKS: ({ blanks: gaps, isCaseSensitive }) => {
    if (gaps == null) return null
    const blanks = gaps.map((accepted) => ({ id: newId(), accepted }))
    return {
      content: contentOf({ blankIds: blanks.map(({ id }) => id) }),
      key: { kind: 'BLANKS', blanks, isCaseSensitive },
    }
  },
  MATCHING: writeMatches,
  ORDERING: ({ sequence }) => {
    if (sequence == null) return null
    const options = toItems(sequence)
    return {
      // Not in the order that was written: that is the key.
      content: contentOf({ options: options.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }),
      key: { kind: 'ORDER', optionIds: options.map(({ id }) => id) },
    }
  },
  ESSAY: () => ({ content: contentOf({}), key: { kind: 'MANUAL' } }),
  FILE_UPLOAD: () => ({ content: contentOf({}), key: { kind: 'MANUAL' } }),
}

function writeChoices({ choices }: KeyInput): Written | null {
  if (choices == null) return null
  const options = choices.map((choice) => ({ id: newId(), ...choice }))
  const optionIds = options.filter(({ isCorrect }) => isCorrect).map(({ id }) => id)
  return {
    content: contentOf({ options: options.map((option) => ({ id: option.id, text: option.text })) }),
    key: { kind: 'CHOICE', optionIds },
  }
}

/** Things that belong to the same match share one target, so that either of two equal targets is right. */
function writeMatches({ matches, distractors }: KeyInput): Written | null {
  if (matches == null) return null
  const options = toItems(matches.map(({ item }) => item))
  const targets = toItems([...new Set([...matches.map(({ match }) => match), ...(distractors ?? [])])])
  const targetIds = new Map(targets.map(({ id, text: name }) => [name, id]))
  const pairs = matches.map(({ match }, index) => ({
    optionId: options[index]?.id ?? '',
    targetId: targetIds.get(match) ?? '',
  }))
  return {
    content: contentOf({ options, targets: targets.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }),
    key: { kind: 'PAIRS', pairs },
  }
}

/** A question as an author writes it, turned into what is kept. Marks are parsed into 1/10000. */
export const questionSchema = z
  .object({
    type: z.enum(QuestionType),
    prompt: z.string().trim().min(1).max(20_000),
    key: keyInput.nullish(),
    marks: marks.refine((units) => units > 0, 'is zero'),
    penalty: marks.default(0),
    partialCredit: z.enum(PartialCredit).default(PartialCredit.ALL_OR_NOTHING),
    explanation: z.string().max(20_000).nullish(),
    rubric: rubricInputSchema.default([]),
  })
  .transform((input, check): NewQuestionVersion => {
    const written = writers[input.type](input.key ?? keyInput.parse({}))
    if (written === null) {
      check.addIssue({ code: 'custom', path: ['key'], message: `is not the key of a ${input.type} question` })
      return z.NEVER
    }
    const { rubric } = input
    if (rubric.length > 0 && (marksOfRubric(rubric) !== input.marks || written.key.kind !== 'MANUAL')) {
      const message = 'belongs to an ESSAY or FILE_UPLOAD and adds up to its marks'
      check.addIssue({ code: 'custom', path: ['rubric'], message })
      return z.NEVER
    }
    const { type, prompt, marks: units, penalty, partialCredit: partial, explanation = null } = input
    return { type, prompt, ...written, partial, marks: units, penalty, explanation, rubric }
  })

function countRight({ key }: Written): number {
  return key.kind === 'CHOICE' ? key.optionIds.length : 0
}

function contentOf(content: Partial<QuestionContent>): QuestionContent {
  return contentSchema.parse(content)
}

function toItems(names: readonly string[]): { id: string; text: string }[] {
  return names.map((name) => ({ id: newId(), text: name }))
}
