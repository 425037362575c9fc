import { toAnswer } from '../attempt/sight.ts'
import type { HandedInFileRecord } from '../handed-in-file/handed-in-file.ts'
import { formatUnits } from '../marks/marks.ts'
import type { AnswerRecord, QuestionVersionRecord, Rubric } from './question.ts'
import type { Answer, Question, RubricCriterion } from './question.type.ts'

/** A question with its key, for the staff of its course. */
export function presentForStaff(version: QuestionVersionRecord): Question {
  const { content, key, marks, penalty, rubric, partial: partialCredit } = version
  return {
    ...version,
    options: content.options,
    targets: content.targets,
    blanks: content.blankIds,
    id: version.questionId,
    version: version.id,
    versionNumber: version.number,
    correctAnswer: presentAnswer(toAnswer(key)),
    marks: formatUnits(marks),
    penalty: formatUnits(penalty),
    partialCredit,
    rubric: presentRubric(rubric),
  }
}

/** An answer as the API says it, with its files in the versions that they were. */
export function presentAnswer(
  answer: AnswerRecord | null,
  files: readonly HandedInFileRecord[] = [],
): Answer | null {
  if (answer === null) return null
  const { optionIds: chosen, blanks, mediaAssetIds, number, pairs, text, unit } = answer
  return {
    number,
    text,
    unit,
    chosen,
    blanks: blanks?.map(({ blankId: blank, text }) => ({ blank, text })),
    pairs: pairs?.map(({ optionId: option, targetId: target }) => ({ option, target })),
    files: mediaAssetIds && files,
  }
}

export function presentRubric(rubric: Rubric): RubricCriterion[] {
  return rubric.map((criterion) => ({ ...criterion, marks: formatUnits(criterion.marks) }))
}
