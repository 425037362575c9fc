import { describe, expect, it } from 'vitest'

import { explainFailure } from './explain-failure.ts'
import { isTooOld } from './find-ffmpeg.ts'

describe('explaining why a program failed', () => {
  it.each([
    ['ffmpeg exited with code 1', 'moov atom not found', 'CORRUPT_MEDIA', true],
    ['ffmpeg exited with code 1', "Format not on whitelist 'mov'", 'UNSUPPORTED_FORMAT', true],
    ['ffmpeg exited with code 255', 'Exiting normally, received signal 24.', 'RESOURCE_LIMIT_EXCEEDED', true],
    [
      'ffmpeg exited with code 1',
      'av_interleaved_write_frame(): No space left on device',
      'ENCODER_FAILED',
      false,
    ],
    ['ffmpeg was killed with signal SIGKILL', '', 'ENCODER_FAILED', false],
    ['ffmpeg exited with code 127', '', 'ENCODER_UNAVAILABLE', false],
    ['spawn ffmpeg ENOENT', '', 'ENCODER_UNAVAILABLE', false],
  ])('%s, %s: %s', (...[exit, lastWords, reason, isPermanent]) => {
    expect(explainFailure(exit, lastWords)).toMatchObject({ reason, isPermanent })
  })

  it('knows which ffmpeg is too old', () => {
    expect(['4.4.2-0ubuntu0', '5.0', '5.1.9-0+deb12u1', 'n7.1', 'N-12345-gabc', '8.0'].map(isTooOld)).toEqual(
      [true, true, false, false, false, false],
    )
  })
})
