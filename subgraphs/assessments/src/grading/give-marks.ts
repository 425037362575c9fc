import { BasicUserError, UserErrorCode } from '@lyceum/kit'
import { z } from 'zod'

import type { RubricScore } from '../attempt/attempt.ts'
import { isDecimal, parseUnits } from '../marks/marks.ts'
import type { Rubric } from '../question/question.ts'

const marks = z.string().refine(isDecimal, 'is not a decimal with up to four places').transform(parseUnits)

/** What a grader says of an answer or of a submission. */
export const gradeFields = {
  marks: marks.nullish(),
  rubricScores: z
    .array(z.object({ criterionId: z.string(), marks }))
    .max(20)
    .nullish(),
  comment: z.string().max(20_000).nullish(),
}

/** Marks in 1/10000, or scores for every criterion of the rubric. */
interface GivenMarks {
  readonly marks?: number | null | undefined
  readonly rubricScores?: readonly RubricScore[] | null | undefined
}

/** For a schema of `gradeFields`. */
export function isGivenOneWay({ marks: given, rubricScores }: GivenMarks): boolean {
  return (given == null) !== (rubricScores == null)
}

/** What {@link isGivenOneWay} asks for. */
export const oneWay = 'Give marks or rubric scores'

/**
 * The marks that were given, in 1/10000. Null when they are more than there are, when there is a rubric and they do not go by
 * it, or when the criteria that are scored are not those of the rubric.
 *
 * @param graded.most what it is worth; a rubric that adds up to something else is scaled to it
 */
export function toScore(
  given: GivenMarks,
  { rubric, most }: { readonly rubric: Rubric; readonly most: number },
): number | null {
  if (given.marks != null) return rubric.length === 0 && given.marks <= most ? given.marks : null
  const scored = new Map(given.rubricScores?.map((score) => [score.criterionId, score.marks]))
  if (scored.size !== rubric.length || scored.size === 0) return null
  const scores = rubric.map((criterion) => {
    const score = scored.get(criterion.id)
    return score !== undefined && score <= criterion.marks ? score : null
  })
  if (scores.includes(null)) return null
  const total = scores.reduce<number>((sum, score) => sum + (score ?? 0), 0)
  return total === 0 ? 0 : Number((BigInt(total) * BigInt(most)) / BigInt(marksOfRubric(rubric)))
}

/** What all the criteria of a rubric earn together, in 1/10000. */
export function marksOfRubric(rubric: readonly { readonly marks: number }[]): number {
  return rubric.reduce((sum, criterion) => sum + criterion.marks, 0)
}

/** What is answered where {@link toScore} says null. */
export function unsuitableMarks(): BasicUserError {
  const message = 'The marks do not fit: use the rubric where there is one, and no more than there are'
  return new BasicUserError(UserErrorCode.INVALID_INPUT, message, ['input'])
}
