/** What an instructor wrote on a learner's report card. */
export interface RemarkRecord {
  readonly id: string
  /** Whose card it stands on. */
  readonly enrollmentId: string
  readonly text: string
  readonly authorId: string
  readonly createdAt: Date
  readonly editedAt: Date | null
  /** When it was taken back; staff still reads it, the learner no longer. */
  readonly withdrawnAt: Date | null
  readonly withdrawnBy: string | null
}
