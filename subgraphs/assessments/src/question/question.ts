import { z } from 'zod'

/** What kinds of answers there are; the values of the `QuestionType` enum. */
export enum QuestionType {
  SINGLE_CHOICE = 'SINGLE_CHOICE',
  MULTIPLE_CHOICE = 'MULTIPLE_CHOICE',
  TRUE_FALSE = 'TRUE_FALSE',
  NUMERIC = 'NUMERIC',
  SHORT_TEXT = 'SHORT_TEXT',
  FILL_IN_THE_BLANKS = 'FILL_IN_THE_BLANKS',
  MATCHING = 'MATCHING',
  ORDERING = 'ORDERING',
  ESSAY = 'ESSAY',
  FILE_UPLOAD = 'FILE_UPLOAD',
}

/** What an answer earns that is right in parts; the values of the `PartialCredit` enum. */
export enum PartialCredit {
  ALL_OR_NOTHING = 'ALL_OR_NOTHING',
  PROPORTIONAL = 'PROPORTIONAL',
}

const item = z.object({ id: z.string(), text: z.string() })

/** What a learner sees besides the prompt. Ids are random, so they tell nothing of the key. */
export const contentSchema = z.object({
  options: z.array(item).default([]),
  /** Matching: what the options are matched with. */
  targets: z.array(item).default([]),
  /** In the order of the gaps in the prompt. */
  blankIds: z.array(z.string()).default([]),
})
export type QuestionContent = z.output<typeof contentSchema>

const pair = z.object({ optionId: z.string(), targetId: z.string() })

/** What decides whether an answer is right, by type of question; numbers are decimals as text. */
export const keySchema = z.discriminatedUnion('kind', [
  /** All of these, and nothing else. */
  z.object({ kind: z.literal('CHOICE'), optionIds: z.array(z.string()) }),
  /** One of these, and nothing else. */
  z.object({ kind: z.literal('ONE_OF'), optionIds: z.array(z.string()) }),
  z.object({
    kind: z.literal('NUMBER'),
    value: z.string(),
    /** How far an answer may be off, in the unit of `value`. */
    tolerance: z.string(),
    /** Empty = no unit is asked for. `factor` turns a number in that unit into one in the unit of `value`. */
    units: z.array(z.object({ unit: z.string(), factor: z.string() })),
  }),
  z.object({ kind: z.literal('TEXT'), accepted: z.array(z.string()), isCaseSensitive: z.boolean() }),
  z.object({
    kind: z.literal('BLANKS'),
    blanks: z.array(z.object({ id: z.string(), accepted: z.array(z.string()) })),
    isCaseSensitive: z.boolean(),
  }),
  z.object({ kind: z.literal('PAIRS'), pairs: z.array(pair) }),
  z.object({ kind: z.literal('ORDER'), optionIds: z.array(z.string()) }),
  /** A person decides. */
  z.object({ kind: z.literal('MANUAL') }),
])
export type QuestionKey = z.output<typeof keySchema>

export const rubricSchema = z.array(
  /** Marks in 1/10000. */
  z.object({ id: z.string(), title: z.string(), description: z.string(), marks: z.int() }),
)
export type Rubric = z.output<typeof rubricSchema>

const id = z.string().max(64)
const text = z.string().max(50_000)

/** What a learner answered: the parts that the type of the question asks for. */
export const answerSchema = z.object({
  optionIds: z.array(id).max(100).optional(),
  text: text.optional(),
  number: z.string().max(100).optional(),
  unit: z.string().max(50).optional(),
  blanks: z
    .array(z.object({ blankId: id, text: z.string().max(1_000) }))
    .max(100)
    .optional(),
  pairs: z.array(pair).max(100).optional(),
  mediaAssetIds: z.array(z.uuid()).max(20).optional(),
})
export type GivenAnswer = z.output<typeof answerSchema>

/** An answer as it is kept. */
export const answerRecordSchema = answerSchema.extend({
  /** Of the files, by asset: what media had said when the answer was kept. Answers of before have none. */
  fileDigests: z.record(z.string(), z.string().nullable()).optional(),
})
export type AnswerRecord = z.output<typeof answerRecordSchema>

/** A question at one moment; never changes. */
export interface QuestionVersionRecord {
  readonly id: string
  readonly questionId: string
  readonly bankId: string
  readonly courseId: string
  readonly number: number
  readonly type: QuestionType
  readonly prompt: string
  readonly content: QuestionContent
  /** The newest revision of the key. */
  readonly key: QuestionKey
  readonly partial: PartialCredit
  /** In 1/10000. */
  readonly marks: number
  /** What a wrong answer costs, in 1/10000. */
  readonly penalty: number
  readonly explanation: string | null
  readonly rubric: Rubric
  readonly createdAt: Date
}

export interface QuestionBankRecord {
  readonly id: string
  readonly courseId: string
  readonly title: string
  readonly createdAt: Date
}
