import { z } from 'zod'

import type { RubricScore } from '../attempt/attempt.ts'
import type { HandedInFileRecord } from '../handed-in-file/handed-in-file.ts'
import type { FileRecord } from '../media-asset/media-asset.ts'

export const filesSchema = z.array(z.object({ mediaAssetId: z.string(), sha256: z.string().nullable() }))

/** What a learner handed in for an assignment. Marks and the penalty's percent are in 1/10000. */
export interface SubmissionRecord {
  readonly id: string
  readonly assessmentId: string
  readonly courseId: string
  readonly userId: string
  readonly number: number
  readonly text: string
  /** With the digests that media said when they were handed in. */
  readonly files: readonly FileRecord[]
  readonly submittedAt: Date
  /** Begun days after the due time. */
  readonly lateDays: number
  readonly penalty: number
  /** SHA-256 in hexadecimal over what was handed in, by whom and when. */
  readonly receipt: string
  readonly totalMarks: number
  /** Before the penalty. */
  readonly rawScore: number | null
  readonly score: number | null
  readonly rubricScores: readonly RubricScore[]
  readonly comment: string | null
  readonly gradedBy: string | null
  readonly gradedAt: Date | null
  readonly releasedAt: Date | null
  readonly version: bigint
}

/** Its files, each in the version that it was when it was handed in. */
export function listSubmissionFiles({
  courseId,
  files,
  submittedAt: handedInAt,
  userId,
}: Pick<SubmissionRecord, 'courseId' | 'files' | 'submittedAt' | 'userId'>): HandedInFileRecord[] {
  return files.map(({ mediaAssetId: assetId, sha256 }) => ({ assetId, sha256, handedInAt, userId, courseId }))
}
