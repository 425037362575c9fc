import { BasicUserError, UserErrorCode } from '@lyceum/kit'

import type { LectureRecord } from '../lecture/lecture.ts'

/** The error when a moment is not in the lecture, as far as its length is known. */
export function checkMoment(lecture: LectureRecord, atSeconds: number): BasicUserError | null {
  const { durationSeconds } = lecture
  if (durationSeconds === null || atSeconds <= durationSeconds) return null
  const message = `The lecture ends at ${durationSeconds} seconds`
  return new BasicUserError(UserErrorCode.INVALID_INPUT, message, ['input', 'atSeconds'])
}
