import { createListLoader, createLoader, readContext } from '@lyceum/kit'
import type { ContextOptions, Loader, RequestHeaders, SubgraphContext } from '@lyceum/kit'

import type { MediaAssetRecord } from './asset/media-asset.ts'
import { streamAsset } from './asset/stream-asset.ts'
import type { CaptionRecord } from './caption/caption.ts'
import type { MediaServices } from './services.ts'
import { findWaitingReason } from './transcoding/find-waiting-reason.ts'

export interface MediaContext extends SubgraphContext {
  readonly assets: Loader<string, MediaAssetRecord | null>
  /** By asset. */
  readonly captions: Loader<string, readonly CaptionRecord[]>
  /** Asked once a request, however many assets wait. */
  findWaitingReason(): Promise<string | null>
  streamAsset(id: string): Promise<AsyncIterableIterator<MediaAssetRecord>>
}

/** One per request: who asks, and loaders that live as long as the request. */
export async function createMediaContext(
  headers: RequestHeaders,
  options: ContextOptions & { readonly services: MediaServices },
): Promise<MediaContext> {
  const { services } = options
  let waitingReason: Promise<string | null> | undefined
  const context: MediaContext = {
    ...(await readContext(headers, options)),
    assets: createLoader(
      (ids) => services.assets.findAssetsByIds(ids),
      ({ id }) => id,
    ),
    captions: createListLoader(
      (ids) => services.captions.listCaptions(ids),
      ({ assetId }) => assetId,
    ),
    findWaitingReason: () => (waitingReason ??= findWaitingReason(services)),
    streamAsset: (id) => streamAsset(services, context, id),
  }
  return context
}
