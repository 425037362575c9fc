import { mediaProgressChannel } from '@lyceum/events'
import type { LiveSubscription } from '@lyceum/events'
import { openRowStream, requireSignedIn } from '@lyceum/kit'
import type { Hints } from '@lyceum/kit'

import type { MediaContext } from '../context.ts'
import type { MediaServices } from '../services.ts'
import { mediaChangedChannel } from './media-channel.ts'
import { canManageMedia } from './media-asset.policy.ts'
import { currentVersionOf } from './media-asset.ts'
import type { FileVersionRecord, MediaAssetRecord } from './media-asset.ts'
import { requireManagedAsset } from './require-managed-asset.ts'

const pollMilliseconds = 15_000

/** A percentage that the worker told live; the row learns of it a little later. */
interface LiveProgress {
  readonly versionId: string
  readonly attempt: number
  readonly percent: number
}

/**
 * The asset as it is, then again after every change and every step of its transcoding, until it is deleted. Live messages also say
 * how far the worker is.
 */
export async function streamAsset(
  services: MediaServices,
  context: MediaContext,
  id: string,
): Promise<AsyncIterableIterator<MediaAssetRecord>> {
  const { assets, live } = services
  const viewer = requireSignedIn(context.viewer)
  await requireManagedAsset(services, context, id)
  let progress: LiveProgress | null = null
  let lastSeen = ''

  return openRowStream<MediaAssetRecord>({
    listen: () => [
      live.subscribe(mediaChangedChannel(id)),
      tap(live.subscribe(mediaProgressChannel(id)), (step) => (progress = step)),
    ],
    async read() {
      const asset = await assets.findAssetById(id)
      if (asset === null || !canManageMedia(viewer, asset)) return 'end'
      const shown = withProgress(asset, progress)
      const seen = describe(shown)
      if (seen === lastSeen) return 'wait'
      lastSeen = seen
      context.captions.clear(id)
      return shown
    },
    pollMilliseconds,
  })
}

/** The same hints, with each message taken note of. */
function tap<Message>(messages: LiveSubscription<Message>, take: (message: Message) => void): Hints {
  return {
    ...messages,
    async next() {
      const result = await messages.next()
      if (result.done !== true && result.value !== null) take(result.value)
      return result
    },
  }
}

function withProgress(asset: MediaAssetRecord, progress: LiveProgress | null): MediaAssetRecord {
  const current = currentVersionOf(asset)
  const isAhead =
    progress?.versionId === current.id &&
    progress.attempt === current.attempt &&
    progress.percent > current.percent &&
    (current.state === 'QUEUED' || current.state === 'PROCESSING')
  if (!isAhead) return asset
  const version: FileVersionRecord = { ...current, state: 'PROCESSING', percent: progress.percent }
  return { ...asset, versions: [version, ...asset.versions.slice(1)] }
}

function describe(asset: MediaAssetRecord): string {
  const { id, state, attempt, percent } = currentVersionOf(asset)
  return `${asset.version} ${id} ${state} ${attempt} ${percent}`
}
