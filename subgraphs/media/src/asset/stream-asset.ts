import { setTimeout as pause } from 'node:timers/promises'

import { mediaProgressChannel } from '@lyceum/events'
import { requireSignedIn } from '@lyceum/kit'

import type { MediaContext } from '../context.ts'
import type { MediaServices } from '../services.ts'
import { mediaChangedChannel } from './media-channel.ts'
import { canManageMedia } from './media-asset.policy.ts'
import { currentVersionOf } from './media-asset.ts'
import type { FileVersionRecord, MediaAssetRecord } from './media-asset.ts'
import { requireManagedAsset } from './require-managed-asset.ts'

/** Makes up for a live message that was lost. */
const pollMilliseconds = 15_000

/** A percentage that the worker told live; the row learns of it a little later. */
interface LiveProgress {
  readonly versionId: string
  readonly attempt: number
  readonly percent: number
}

/**
 * The asset as it is, then again after every change and every step of its transcoding, until it is deleted. The rows are the
 * truth; live messages say when to read them, and how far the worker is.
 */
export async function streamAsset(
  services: MediaServices,
  context: MediaContext,
  id: string,
): Promise<AsyncIterableIterator<MediaAssetRecord>> {
  const viewer = requireSignedIn(context.viewer)
  await requireManagedAsset(services, context, id)
  const changes = services.live.subscribe(mediaChangedChannel(id))
  const steps = services.live.subscribe(mediaProgressChannel(id))
  await Promise.all([changes.ready, steps.ready])
  let nextChange = changes.next()
  let nextStep = steps.next()
  let progress: LiveProgress | null = null
  let lastSeen = ''
  let isOver = false

  async function next(): Promise<IteratorResult<MediaAssetRecord, undefined>> {
    while (!isOver) {
      const asset = await services.assets.findAssetById(id)
      if (asset === null || !canManageMedia(viewer, asset)) break
      const shown = withProgress(asset, progress)
      const seen = describe(shown)
      if (seen !== lastSeen) {
        lastSeen = seen
        context.captions.clear(id)
        return { done: false, value: shown }
      }
      await waitForMore()
    }
    await end()
    return { done: true, value: undefined }
  }

  async function waitForMore(): Promise<void> {
    const polled = new AbortController()
    const woken = await Promise.race([
      nextChange.then((result) => ({ kind: 'change' as const, result })),
      nextStep.then((result) => ({ kind: 'step' as const, result })),
      pause(pollMilliseconds, null, { signal: polled.signal, ref: false }).catch(() => null),
    ])
    polled.abort()
    if (woken === null) return
    if (woken.result.done === true) isOver = true
    else if (woken.kind === 'change') nextChange = changes.next()
    else {
      progress = woken.result.value
      nextStep = steps.next()
    }
  }

  async function end(): Promise<void> {
    isOver = true
    await Promise.all([changes.return(), steps.return()])
  }

  const stream: AsyncIterableIterator<MediaAssetRecord, undefined> = {
    next,
    async return() {
      await end()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]: () => stream,
  }
  return stream
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
