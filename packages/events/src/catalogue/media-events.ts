import { z } from 'zod'
import { defineEvent } from './define-event.ts'

const asset = z.object({
  assetId: z.string(),
  ownerId: z.string(),
  kind: z.enum(['VIDEO', 'AUDIO', 'IMAGE', 'DOCUMENT']),
  filename: z.string(),
})

export const mediaEvents = [
  defineEvent('media.uploaded', asset),
  /** `sha256` is of the file's bytes, in hexadecimal; video and audio, which are played from a ladder, have none. */
  defineEvent(
    'media.ready',
    asset.extend({ durationSeconds: z.number().nullable(), sha256: z.string().nullish() }),
  ),
  /** `reason` is a stable code for programs, `message` is for people. */
  defineEvent('media.failed', asset.extend({ reason: z.string(), message: z.string() })),
] as const
