import { QuestionType } from './question.ts'
import type { GivenAnswer, QuestionVersionRecord } from './question.ts'

const partsOf: Readonly<Record<QuestionType, readonly (keyof GivenAnswer)[]>> = {
  SINGLE_CHOICE: ['optionIds'],
  MULTIPLE_CHOICE: ['optionIds'],
  TRUE_FALSE: ['optionIds'],
  NUMERIC: ['number', 'unit'],
  SHORT_TEXT: ['text'],
  FILL_IN_THE_BLANKS: ['blanks'],
  MATCHING: ['pairs'],
  ORDERING: ['optionIds'],
  ESSAY: ['text'],
  FILE_UPLOAD: ['mediaAssetIds'],
}

/** Whether an answer has only parts that the question asks for, and names only what the question holds, each once. */
export function fitsQuestion(
  { type, content }: Pick<QuestionVersionRecord, 'type' | 'content'>,
  answer: GivenAnswer,
): boolean {
  const given = Object.entries(answer).filter(([, value]) => value !== undefined)
  const allowed: readonly string[] = partsOf[type]
  if (!given.every(([part]) => allowed.includes(part))) return false
  const { optionIds = [], pairs = [], blanks = [] } = answer
  const isSingle = type === QuestionType.SINGLE_CHOICE || type === QuestionType.TRUE_FALSE
  if (isSingle && optionIds.length > 1) return false
  const options = content.options.map(({ id }) => id)
  const targets = content.targets.map(({ id }) => id)
  return (
    areDistinctOf(options, [...optionIds, ...pairs.map(({ optionId }) => optionId)]) &&
    pairs.every(({ targetId }) => targets.includes(targetId)) &&
    areDistinctOf(
      content.blankIds,
      blanks.map(({ blankId }) => blankId),
    )
  )
}

function areDistinctOf(known: readonly string[], given: readonly string[]): boolean {
  return new Set(given).size === given.length && given.every((id) => known.includes(id))
}
