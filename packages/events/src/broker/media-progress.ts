import { z } from 'zod'
import { defineLiveChannel } from './live.ts'

/** `media.progress.<assetId>`: how far the processing of an asset is. */
export const mediaProgressChannel = defineLiveChannel(
  'media.progress',
  z.object({
    assetId: z.string(),
    versionId: z.string(),
    attempt: z.int(),
    percent: z.number().min(0).max(100),
  }),
)
