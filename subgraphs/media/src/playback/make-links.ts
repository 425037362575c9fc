import { openHandedInGrant } from '@lyceum/ports/handed-in-grant'
import { verifyPlaybackGrant } from '@lyceum/ports/playback-grant'

import { canManageMedia } from '../asset/media-asset.policy.ts'
import { servedVersionOf } from '../asset/media-asset.ts'
import type { FileVersionRecord, MediaAssetRecord } from '../asset/media-asset.ts'
import type { MediaContext } from '../context.ts'
import { findHandedInVersion } from '../handed-in-file/find-handed-in-version.ts'
import type { MediaServices } from '../services.ts'
import { downloadMilliseconds, playbackMilliseconds } from './playback-expiry.ts'
import type { Download, Playback } from './playback.type.ts'

/** The addresses that play an asset; null without a grant for exactly this viewer, or while nothing is ready. */
export async function makePlayback(
  services: MediaServices,
  context: MediaContext,
  asset: MediaAssetRecord,
): Promise<Playback | null> {
  const version = servedVersionOf(asset)
  if (version === null || version.durationSeconds === null) return null
  if (!(await mayOpen(services, context, asset))) return null
  const ladder = await services.manifests.find(version.id)
  if (ladder === null) return null
  const link = makeLink(services, {
    context,
    version,
    milliseconds: playbackMilliseconds(version.durationSeconds),
  })
  const base = `${services.publicUrl()}/media/play/${link.token}`
  const captions = await context.captions.load(asset.id)
  const { poster } = ladder.manifest
  return {
    masterPlaylistUrl: `${base}/master.m3u8`,
    posterUrl: poster === null ? null : `${base}/${poster.file}`,
    captions: captions.map(({ language, label }) => ({
      language,
      label,
      url: `${base}/captions/${language}/captions.vtt`,
    })),
    expiresAt: link.expiresAt,
  }
}

/** The address that downloads a picture or a document; null under the same conditions. */
export async function makeDownload(
  services: MediaServices,
  context: MediaContext,
  asset: MediaAssetRecord,
): Promise<Download | null> {
  const version = servedVersionOf(asset)
  if (version === null || version.durationSeconds !== null) return null
  if (!asset.isPublic && !(await mayOpen(services, context, asset))) return null
  return makeFileLink(services, context, version)
}

/** The address that downloads the version that a grant names; null without one for exactly this viewer, its owner too. */
export async function makeHandedInDownload(
  services: MediaServices,
  context: MediaContext,
  grant: string | null,
): Promise<Download | null> {
  if (grant === null || context.viewer === null) return null
  const { clock, playbackGrantSecret: secret } = services
  const handedIn = await openHandedInGrant(grant, context.viewer.id, { secret, clock })
  const asset = handedIn && (await context.assets.load(handedIn.assetId))
  const version = asset && findHandedInVersion(asset, handedIn)
  return version === null || version.durationSeconds !== null
    ? null
    : makeFileLink(services, context, version)
}

function makeFileLink(services: MediaServices, context: MediaContext, version: FileVersionRecord): Download {
  const { token, expiresAt } = makeLink(services, { context, version, milliseconds: downloadMilliseconds })
  return { url: `${services.publicUrl()}/media/files/${token}`, expiresAt }
}

async function mayOpen(
  { clock, playbackGrantSecret: secret }: MediaServices,
  { viewer }: MediaContext,
  asset: MediaAssetRecord,
): Promise<boolean> {
  if (canManageMedia(viewer, asset)) return true
  const { accessGrant: grant } = asset
  const granted = { assetId: asset.id, viewerId: viewer?.id ?? null }
  return grant != null && (await verifyPlaybackGrant(grant, granted, { secret, clock }))
}

interface LinkRequest {
  readonly context: MediaContext
  readonly version: FileVersionRecord
  readonly milliseconds: number
}

function makeLink({ clock, playbackTokens }: MediaServices, { context, version, milliseconds }: LinkRequest) {
  // Whole seconds, as the token holds them.
  const expiresAt = new Date(Math.floor((clock.now().getTime() + milliseconds) / 1_000) * 1_000)
  const { assetId, id: versionId } = version
  const viewerId = context.viewer?.id ?? null
  return { token: playbackTokens.sign({ assetId, versionId, viewerId, expiresAt }), expiresAt }
}
