import { Visibility } from '../assessment/assessment.ts'
import type { AssessmentRecord } from '../assessment/assessment.ts'
import { QuestionType } from '../question/question.ts'
import type { AnswerRecord, QuestionKey } from '../question/question.ts'
import { AttemptStatus } from './attempt.ts'
import type { AttemptQuestionRecord, AttemptRecord } from './attempt.ts'
import { shuffle } from './shuffle.ts'

/** What somebody may see of an attempt. */
export interface Sight {
  /** Marks, and whether it is passed. */
  readonly results: boolean
  /** Right answers, explanations and comments. */
  readonly feedback: boolean
}

interface Circumstances {
  readonly isStaff: boolean
  /** The due time is over for everybody, those with more time included. */
  readonly isDueOver: boolean
}

/** The one rule that keeps keys from learners: nothing of a running attempt, and then what the assessment says. */
export function judgeSight(
  attempt: Pick<AttemptRecord, 'status' | 'releasedAt'>,
  assessment: Pick<AssessmentRecord, 'feedbackVisibility' | 'resultsVisibility'>,
  { isStaff, isDueOver }: Circumstances,
): Sight {
  if (isStaff) return { results: true, feedback: true }
  if (attempt.status === AttemptStatus.IN_PROGRESS) return { results: false, feedback: false }
  const isReleased = attempt.releasedAt !== null
  const isNow: Readonly<Record<Visibility, boolean>> = {
    NEVER: false,
    AFTER_SUBMIT: true,
    AFTER_DUE: isDueOver,
    AFTER_RELEASE: isReleased,
  }
  return {
    results: isReleased && isNow[assessment.resultsVisibility],
    feedback: isNow[assessment.feedbackVisibility],
  }
}

/** A question as the viewer may see it, in the attempt's own order. */
export function presentQuestion(
  asked: AttemptQuestionRecord,
  { seed, isShuffled }: Pick<AttemptRecord, 'seed' | 'isShuffled'>,
  sight: Sight,
) {
  const { question, questionId, comment, rubricScores, score } = asked
  const { type, prompt, content, key, explanation, rubric, id: version } = question
  const order = { seed, purpose: `options:${questionId}` }
  const isOrderFree = type === QuestionType.ORDERING || (isShuffled && type !== QuestionType.TRUE_FALSE)
  const isGraded = sight.results && score !== null
  return {
    ...asked,
    id: questionId,
    version,
    type,
    prompt,
    options: isOrderFree ? shuffle(content.options, order) : content.options,
    targets: shuffle(content.targets, { seed, purpose: `targets:${questionId}` }),
    blanks: content.blankIds,
    units: key.kind === 'NUMBER' ? key.units.map(({ unit }) => unit) : [],
    rubric,
    clientSequence: Number(asked.clientSequence),
    score: isGraded ? score : null,
    rubricScores: isGraded ? rubricScores : [],
    comment: sight.feedback && isGraded ? comment : null,
    explanation: sight.feedback ? explanation : null,
    correctAnswer: sight.feedback ? toAnswer(key) : null,
  }
}

export type PresentedQuestion = ReturnType<typeof presentQuestion>

/** An answer that the key takes for right; null when a person decides. */
export function toAnswer(key: QuestionKey): AnswerRecord | null {
  switch (key.kind) {
    case 'CHOICE':
    case 'ONE_OF':
    case 'ORDER':
      return { optionIds: key.optionIds }
    case 'NUMBER': {
      const unit = key.units.find(({ factor }) => Number(factor) === 1)?.unit
      return { number: key.value, ...(unit !== undefined && { unit }) }
    }
    case 'TEXT':
      return { text: key.accepted[0] ?? '' }
    case 'BLANKS':
      return { blanks: key.blanks.map(({ id: blankId, accepted }) => ({ blankId, text: accepted[0] ?? '' })) }
    case 'PAIRS':
      return { pairs: key.pairs }
    case 'MANUAL':
      return null
  }
}
