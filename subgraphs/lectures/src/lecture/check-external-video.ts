import { BasicUserError, UserErrorCode, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import { parseExternalVideo } from './external-video.ts'
import type { ExternalVideoRecord } from './external-video.ts'

/** The video that `input.video` names. */
export function checkExternalVideo(video: string): Outcome<{ externalVideo: ExternalVideoRecord }> {
  const externalVideo = parseExternalVideo(video)
  if (externalVideo !== null) return succeed({ externalVideo })
  const message = 'This is not the address or id of a video at YouTube, Dailymotion or Vimeo'
  return fail(new BasicUserError(UserErrorCode.UNSUPPORTED_VIDEO_URL, message, ['input', 'video']))
}
