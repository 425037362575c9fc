import type { AssessmentsContext } from '../context.ts'
import { formatUnits } from '../marks/marks.ts'
import { formatOptional } from '../marks/optional-marks.ts'
import { presentAnswer, presentRubric } from '../question/present-question.ts'
import type { AssessmentsServices } from '../services.ts'
import type { AttemptRecord, RubricScore } from './attempt.ts'
import type { AttemptQuestion, RubricScoreResult } from './attempt.type.ts'
import { listAnswerFiles } from './list-answer-files.ts'
import { presentQuestion } from './sight.ts'

/** Null for everybody but the learner and the staff of the course. */
export async function findVisibleAttempt(
  { attempts }: Pick<AssessmentsServices, 'attempts'>,
  context: AssessmentsContext,
  id: string,
): Promise<AttemptRecord | null> {
  const attempt = await attempts.findAttempt(id)
  if (attempt === null || context.viewer === null) return null
  const isVisible = attempt.userId === context.viewer.id || (await context.isStaffOf(attempt.courseId))
  return isVisible ? attempt : null
}

/** The marks of an attempt in 1/10000; null while the viewer may not see them. */
export async function visibleScore(
  context: AssessmentsContext,
  attempt: AttemptRecord,
): Promise<number | null> {
  const { results } = await context.sightOf(attempt)
  return results ? attempt.score : null
}

/** The questions of an attempt as the viewer may see them. */
export async function listPresentedQuestions(
  context: AssessmentsContext,
  attempt: AttemptRecord,
): Promise<AttemptQuestion[]> {
  const sight = await context.sightOf(attempt)
  const asked = await context.attemptQuestions.load(attempt.id)
  return asked.map((record) => {
    const presented = presentQuestion(record, attempt, sight)
    return {
      ...presented,
      marks: formatUnits(presented.marks),
      score: formatOptional(presented.score),
      answer: presentAnswer(presented.answer, listAnswerFiles(attempt, record)),
      correctAnswer: presentAnswer(presented.correctAnswer),
      rubric: presentRubric(presented.rubric),
      rubricScores: presentRubricScores(presented.rubricScores),
    }
  })
}

/** A grader's scores as the API says them. */
export function presentRubricScores(scores: readonly RubricScore[]): RubricScoreResult[] {
  return scores.map(({ criterionId: criterion, marks }) => ({ criterion, marks: formatUnits(marks) }))
}
