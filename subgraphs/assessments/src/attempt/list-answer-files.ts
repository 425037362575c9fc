import type { HandedInFileRecord } from '../handed-in-file/handed-in-file.ts'
import type { AttemptQuestionRecord, AttemptRecord } from './attempt.ts'

/** The files of an answer, each in the version that it was when the answer was kept. */
export function listAnswerFiles(
  { courseId, startedAt, userId }: Pick<AttemptRecord, 'courseId' | 'startedAt' | 'userId'>,
  { answer, savedAt }: Pick<AttemptQuestionRecord, 'answer' | 'savedAt'>,
): HandedInFileRecord[] {
  const { fileDigests = {}, mediaAssetIds = [] } = answer ?? {}
  return [...new Set(mediaAssetIds)].map((assetId) => ({
    assetId,
    sha256: fileDigests[assetId] ?? null,
    handedInAt: savedAt ?? startedAt,
    userId,
    courseId,
  }))
}
