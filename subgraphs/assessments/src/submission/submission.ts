import { z } from 'zod'

export const filesSchema = z.array(
  /** The digest is of the file's bytes, in hexadecimal, as the learner's client computed it. */
  z.object({ mediaAssetId: z.string(), sha256: z.string().nullable() }),
)
export type SubmittedFile = z.output<typeof filesSchema>[number]

/** What a learner handed in for an assignment. Marks and the penalty's percent are in 1/10000. */
export interface SubmissionRecord {
  readonly id: string
  readonly assessmentId: string
  readonly courseId: string
  readonly userId: string
  readonly number: number
  readonly text: string
  readonly files: readonly SubmittedFile[]
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
  readonly comment: string | null
  readonly gradedBy: string | null
  readonly gradedAt: Date | null
  readonly releasedAt: Date | null
  readonly version: bigint
}
