import { compare, fraction, multiply, parseFraction, subtract, zero } from '../marks/fraction.ts'
import type { Fraction } from '../marks/fraction.ts'
import { PartialCredit } from './question.ts'
import type { AnswerRecord, QuestionKey } from './question.ts'

/** What scoring one answer needs to know. */
export interface ScoringRule {
  readonly key: QuestionKey
  readonly partial: PartialCredit
  /** For a right answer, in 1/10000. */
  readonly marks: number
  /** Taken off for an answer with nothing right in it, in 1/10000. */
  readonly penalty: number
}

/**
 * The marks of an answer, in 1/10000 and exact: none for no answer, all for a right one, the part that is right where
 * partial credit is given (rounded down to 1/10000), minus the penalty for an answer with nothing right. Null when a person
 * has to decide.
 */
export function scoreAnswer(rule: ScoringRule, answer: AnswerRecord | null): number | null {
  const { key, partial, marks, penalty } = rule
  if (key.kind === 'MANUAL') return answer === null || isBlank(answer) ? 0 : null
  if (answer === null || isBlank(answer)) return 0
  const right = shareRight(key, answer)
  if (compare(right, fraction(1)) >= 0) return marks
  if (compare(right, zero) <= 0) return penalty === 0 ? 0 : -penalty
  if (partial === PartialCredit.ALL_OR_NOTHING) return penalty === 0 ? 0 : -penalty
  return Number((BigInt(marks) * right.numerator) / right.denominator)
}

/** The marks of a whole attempt: penalties never take it below nothing. */
export function sumScores(scores: readonly number[]): number {
  return Math.max(
    0,
    scores.reduce((sum, score) => sum + score, 0),
  )
}

/** Case and runs of white space do not matter, nor does how a letter with an accent is written. */
export function foldText(text: string, isCaseSensitive: boolean): string {
  const folded = text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ')
  return isCaseSensitive ? folded : folded.toLowerCase()
}

function isBlank(answer: AnswerRecord): boolean {
  const { optionIds = [], pairs = [], mediaAssetIds = [], blanks = [], text = '', number = '' } = answer
  const texts = [text, number, ...blanks.map((blank) => blank.text)]
  return (
    optionIds.length + pairs.length + mediaAssetIds.length === 0 && texts.every((part) => part.trim() === '')
  )
}

type DecidedKey = Exclude<QuestionKey, { kind: 'MANUAL' }>

/** From 0 to 1; below 0 when more is wrong than right. */
function shareRight(key: DecidedKey, answer: AnswerRecord): Fraction {
  switch (key.kind) {
    case 'CHOICE':
      return shareOfChoices(key.optionIds, new Set(answer.optionIds))
    case 'ONE_OF': {
      const [chosen, ...others] = new Set(answer.optionIds)
      const isRight = chosen !== undefined && others.length === 0 && key.optionIds.includes(chosen)
      return isRight ? fraction(1) : zero
    }
    case 'NUMBER':
      return isNumberRight(key, answer) ? fraction(1) : zero
    case 'TEXT':
      return isTextRight(key.accepted, answer.text ?? '', key.isCaseSensitive) ? fraction(1) : zero
    case 'BLANKS': {
      const given = new Map(answer.blanks?.map(({ blankId, text }) => [blankId, text]))
      return share(key.blanks, ({ id, accepted }) =>
        isTextRight(accepted, given.get(id) ?? '', key.isCaseSensitive),
      )
    }
    case 'PAIRS': {
      const given = new Map(answer.pairs?.map(({ optionId, targetId }) => [optionId, targetId]))
      return share(key.pairs, ({ optionId, targetId }) => given.get(optionId) === targetId)
    }
    case 'ORDER':
      return share([...key.optionIds.entries()], ([position, id]) => answer.optionIds?.[position] === id)
  }
}

/** A wrong choice takes back a right one, so that choosing everything earns nothing. */
function shareOfChoices(rightIds: readonly string[], chosen: ReadonlySet<string>): Fraction {
  if (rightIds.length === 0) return zero
  const right = rightIds.filter((id) => chosen.has(id)).length
  const wrong = chosen.size - right
  return fraction(right - wrong, rightIds.length)
}

function share<T>(parts: readonly T[], isRight: (part: T) => boolean): Fraction {
  return parts.length === 0 ? zero : fraction(parts.filter(isRight).length, parts.length)
}

function isTextRight(accepted: readonly string[], given: string, isCaseSensitive: boolean): boolean {
  const folded = foldText(given, isCaseSensitive)
  return accepted.some((text) => foldText(text, isCaseSensitive) === folded)
}

function isNumberRight(key: Extract<QuestionKey, { kind: 'NUMBER' }>, answer: AnswerRecord): boolean {
  const [value, tolerance, given] = [key.value, key.tolerance, answer.number ?? ''].map(parseFraction)
  if (value == null || tolerance == null || given == null) return false
  const factor = factorOf(key.units, answer.unit ?? '')
  if (factor === null) return false
  const difference = subtract(multiply(given, factor), value)
  const distance = compare(difference, zero) < 0 ? subtract(zero, difference) : difference
  return compare(distance, tolerance) <= 0
}

/** Units are told apart by case: mm is not MM. Null when the unit is not accepted. */
function factorOf(
  units: readonly { readonly unit: string; readonly factor: string }[],
  given: string,
): Fraction | null {
  if (units.length === 0) return given.trim() === '' ? fraction(1) : null
  const unit = units.find((candidate) => foldText(candidate.unit, true) === foldText(given, true))
  return unit === undefined ? null : parseFraction(unit.factor)
}
