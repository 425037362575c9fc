import { z } from 'zod'

import { parseFraction } from '../marks/fraction.ts'
import type { QuestionKey, QuestionVersionRecord } from '../question/question.ts'

const text = z.string().trim().min(1).max(2_000)
const number = z
  .string()
  .max(60)
  .refine((value) => parseFraction(value) !== null, 'is not a number')

/** A corrected key of a question that has been asked: it names the options that learners saw, by id. */
export const correctedKeySchema = z.object({
  optionIds: z.array(z.string()).min(1).max(50).nullish(),
  numeric: z
    .object({
      value: number,
      tolerance: number.default('0'),
      units: z
        .array(z.object({ unit: text, factor: number.default('1') }))
        .max(20)
        .default([]),
    })
    .nullish(),
  acceptedTexts: z.array(text).min(1).max(50).nullish(),
  blanks: z.array(z.object({ blankId: z.string(), accepted: z.array(text).min(1).max(50) })).nullish(),
  pairs: z.array(z.object({ optionId: z.string(), targetId: z.string() })).nullish(),
  isCaseSensitive: z.boolean().default(false),
})
export type CorrectedKey = z.output<typeof correctedKeySchema>

/** The new key of a question version; null when it is none of this kind of question, or names what the question has not. */
export function correctKey(
  { key, content }: Pick<QuestionVersionRecord, 'key' | 'content'>,
  input: CorrectedKey,
): QuestionKey | null {
  const { optionIds, numeric, acceptedTexts, blanks, pairs, isCaseSensitive } = input
  const options = content.options.map(({ id }) => id)
  switch (key.kind) {
    case 'CHOICE':
    case 'ONE_OF':
      return optionIds != null && isSubset(optionIds, options) ? { kind: key.kind, optionIds } : null
    case 'ORDER':
      return optionIds != null && isSubset(optionIds, options) && optionIds.length === options.length
        ? { kind: 'ORDER', optionIds }
        : null
    case 'NUMBER':
      return numeric == null ? null : { kind: 'NUMBER', ...numeric }
    case 'TEXT':
      return acceptedTexts == null ? null : { kind: 'TEXT', accepted: acceptedTexts, isCaseSensitive }
    case 'BLANKS': {
      const given = blanks?.map(({ blankId: id, accepted }) => ({ id, accepted })) ?? []
      const ids = given.map(({ id }) => id)
      const isWhole = isSubset(ids, content.blankIds) && ids.length === content.blankIds.length
      return isWhole ? { kind: 'BLANKS', blanks: given, isCaseSensitive } : null
    }
    case 'PAIRS': {
      const targets = content.targets.map(({ id }) => id)
      const given = pairs ?? []
      const ids = given.map(({ optionId }) => optionId)
      const isWhole = isSubset(ids, options) && ids.length === options.length
      return isWhole && given.every(({ targetId }) => targets.includes(targetId))
        ? { kind: 'PAIRS', pairs: given }
        : null
    }
    case 'MANUAL':
      return null
  }
}

function isSubset(ids: readonly string[], known: readonly string[]): boolean {
  return new Set(ids).size === ids.length && ids.every((id) => known.includes(id))
}
