import type { NewEvent } from '@lyceum/events'

import { currentVersionOf } from './media-asset.ts'
import type { FileVersionRecord, MediaAssetRecord, MediaFailureRecord } from './media-asset.ts'

/** The upload is complete and was accepted. */
export function mediaUploaded(asset: MediaAssetRecord): NewEvent<'media.uploaded'> {
  return { type: 'media.uploaded', ...aggregateOf(asset), payload: describe(asset) }
}

/** The asset can be played or downloaded. */
export function mediaReady(
  asset: MediaAssetRecord,
  { durationSeconds, sha256 }: Pick<FileVersionRecord, 'durationSeconds' | 'sha256'>,
): NewEvent<'media.ready'> {
  return {
    type: 'media.ready',
    ...aggregateOf(asset),
    payload: { ...describe(asset), durationSeconds, sha256 },
  }
}

/** The newest upload came to nothing. */
export function mediaFailed(
  asset: MediaAssetRecord,
  { reason, message }: MediaFailureRecord,
): NewEvent<'media.failed'> {
  return { type: 'media.failed', ...aggregateOf(asset), payload: { ...describe(asset), reason, message } }
}

function aggregateOf({ id, version }: MediaAssetRecord) {
  return { aggregateId: id, aggregateVersion: Number(version) }
}

function describe(asset: MediaAssetRecord) {
  const { id: assetId, ownerId, kind } = asset
  return { assetId, ownerId, kind, filename: currentVersionOf(asset).filename }
}
