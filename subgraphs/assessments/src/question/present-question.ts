import { toAnswer } from '../attempt/sight.ts'
import { formatUnits } from '../marks/marks.ts'
import type { QuestionVersionRecord, Rubric } from './question.ts'
import type { Question, RubricCriterion } from './question.type.ts'

/** A question with its key, for the staff of its course. */
export function presentForStaff(version: QuestionVersionRecord): Question {
  const { content, key, marks, penalty, rubric, partial: partialCredit } = version
  return {
    ...version,
    ...content,
    id: version.questionId,
    versionId: version.id,
    versionNumber: version.number,
    correctAnswer: toAnswer(key),
    marks: formatUnits(marks),
    penalty: formatUnits(penalty),
    partialCredit,
    rubric: presentRubric(rubric),
  }
}

export function presentRubric(rubric: Rubric): RubricCriterion[] {
  return rubric.map((criterion) => ({ ...criterion, marks: formatUnits(criterion.marks) }))
}
