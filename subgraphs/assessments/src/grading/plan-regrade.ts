import { createHash } from 'node:crypto'

import type { AttemptQuestionRecord, AttemptRecord } from '../attempt/attempt.ts'
import type { AssessmentRecord } from '../assessment/assessment.ts'
import { scoreQuestion, totalOf } from '../attempt/finish-attempt.ts'
import { isPassed } from '../gradebook/percent.ts'
import type { QuestionKey } from '../question/question.ts'

/** What a corrected key makes of one attempt. Marks are in 1/10000. */
export interface RegradedAttempt {
  readonly attempt: AttemptRecord
  readonly newQuestionScore: number
  /** Null while some of the attempt is not graded. */
  readonly oldScore: number | null
  readonly newScore: number | null
  readonly isPassedBefore: boolean
  readonly isPassed: boolean
}

export interface RegradePlan {
  readonly changes: readonly RegradedAttempt[]
  /** Names exactly these changes: what is applied is what was previewed. */
  readonly fingerprint: string
}

interface Affected {
  readonly questionVersionId: string
  readonly key: QuestionKey
  readonly attempts: readonly AttemptRecord[]
  /** Of all of these attempts. */
  readonly questions: readonly AttemptQuestionRecord[]
  readonly assessments: readonly AssessmentRecord[]
}

/** Who gets other marks by a corrected key. What a person graded by hand stays. */
export function planRegrade({
  questionVersionId,
  key,
  attempts,
  questions,
  assessments,
}: Affected): RegradePlan {
  const changes = attempts.flatMap((attempt): RegradedAttempt[] => {
    const own = questions.filter(({ attemptId }) => attemptId === attempt.id)
    const asked = own.find((question) => question.questionVersionId === questionVersionId)
    if (asked === undefined || asked.gradedBy !== null) return []
    const newQuestionScore = scoreQuestion(asked, key) ?? 0
    if (newQuestionScore === asked.score) return []
    const newScore = totalOf(own.map((other) => (other === asked ? { score: newQuestionScore } : other)))
    const passMark = assessments.find(({ id }) => id === attempt.assessmentId)?.passMark ?? 0
    const passes = (score: number | null) =>
      score !== null && isPassed({ score, totalMarks: attempt.totalMarks }, passMark)
    const oldScore = attempt.score
    return [
      {
        attempt,
        newQuestionScore,
        oldScore,
        newScore,
        isPassedBefore: passes(oldScore),
        isPassed: passes(newScore),
      },
    ]
  })
  const summary = changes.map(({ attempt, oldScore, newScore, newQuestionScore }) => [
    attempt.id,
    oldScore,
    newScore,
    newQuestionScore,
  ])
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([questionVersionId, key, summary]))
    .digest('hex')
  return { changes, fingerprint }
}
