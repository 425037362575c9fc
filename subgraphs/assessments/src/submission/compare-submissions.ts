import type { AssessmentRecord } from '../assessment/assessment.ts'
import type { AssessmentsServices } from '../services.ts'
import { findSimilarities } from './find-similarities.ts'

/** Compares what everybody handed in last for an assignment; at most 200 pairs. */
export async function compareSubmissions(
  { submissions }: Pick<AssessmentsServices, 'submissions'>,
  { id, template }: AssessmentRecord,
  minimumPercent: number,
) {
  const latest = await submissions.listLatest(id)
  const byId = new Map(latest.map((submission) => [submission.id, submission]))
  const texts = latest.map((submission) => ({
    id: submission.id,
    text: submission.text,
    fileDigests: submission.files.flatMap(({ sha256 }) => sha256 ?? []),
  }))
  return findSimilarities(texts, { template, minimumPercent })
    .slice(0, 200)
    .flatMap(({ firstId, secondId, ...similarity }) => {
      const [first, second] = [byId.get(firstId), byId.get(secondId)]
      return first === undefined || second === undefined ? [] : [{ ...similarity, first, second }]
    })
}
