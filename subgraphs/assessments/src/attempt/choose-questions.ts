import type { AssessmentItemRecord } from '../assessment/assessment.ts'
import type { QuestionVersionRecord } from '../question/question.ts'
import { shuffle } from './shuffle.ts'

export interface ChosenQuestion {
  /** Of the question's version. */
  readonly id: string
  readonly questionId: string
  /** In 1/10000. */
  readonly marks: number
}

interface Choice {
  readonly items: readonly AssessmentItemRecord[]
  /** The newest versions of the fixed questions and of every question of the banks. */
  readonly candidates: readonly QuestionVersionRecord[]
  readonly seed: string
  readonly isShuffled: boolean
}

/**
 * The questions of an attempt in the order in which they are asked, decided by the seed alone. No question comes twice. Null
 * when a question is gone or a bank has too few.
 */
export function chooseQuestions({ items, candidates, seed, isShuffled }: Choice): ChosenQuestion[] | null {
  const byId = new Map(candidates.map((version) => [version.questionId, version]))
  const taken = new Set(items.flatMap(({ questionId }) => questionId ?? []))
  const chosen: ChosenQuestion[] = []
  for (const { questionId, bankId, drawCount, marks, position } of items) {
    const pool = questionId === null ? drawFrom(bankId, position) : [byId.get(questionId)]
    const picked = pool.slice(0, drawCount)
    for (const version of picked) {
      if (version === undefined) return null
      taken.add(version.questionId)
      chosen.push({ id: version.id, questionId: version.questionId, marks })
    }
    if (picked.length < drawCount) return null
  }
  return isShuffled ? shuffle(chosen, { seed, purpose: 'questions' }) : chosen

  function drawFrom(bankId: string | null, position: number): readonly QuestionVersionRecord[] {
    const free = candidates
      .filter((version) => version.bankId === bankId && !taken.has(version.questionId))
      .toSorted((a, b) => (a.questionId < b.questionId ? -1 : 1))
    return shuffle(free, { seed, purpose: `draw:${position}` })
  }
}
