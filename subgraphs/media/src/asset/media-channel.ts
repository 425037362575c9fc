import { defineLiveChannel } from '@lyceum/events'
import { z } from 'zod'

/** `media.changed.<assetId>`: something about an asset is different; read its row. */
export const mediaChangedChannel = defineLiveChannel('media.changed', z.object({ assetId: z.string() }))
