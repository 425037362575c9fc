import { Ctx, Directive, FieldResolver, Float, Int, Resolver, Root } from 'type-graphql'

import type { CaptionRecord } from '../caption/caption.ts'
import { Caption } from '../caption/caption.type.ts'
import type { MediaContext } from '../context.ts'
import { makeDownload, makePlayback } from '../playback/make-links.ts'
import { Download, Playback } from '../playback/playback.type.ts'
import type { MediaServices } from '../services.ts'
import { User } from '../user/user.stub.ts'
import { canManageMedia } from './media-asset.policy.ts'
import { MediaState, currentVersionOf, servedVersionOf } from './media-asset.ts'
import type { FileVersionRecord, MediaAssetRecord, MediaFailureRecord } from './media-asset.ts'
import { FileVersion, MediaAsset, MediaFailure } from './media-asset.type.ts'

@Resolver(() => MediaAsset)
export class MediaAssetFieldsResolver {
  constructor(private readonly services: MediaServices) {}

  @FieldResolver(() => MediaState, { description: 'How far the newest version is.' })
  state(@Root() asset: MediaAssetRecord): MediaState {
    return currentVersionOf(asset).state
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether some version is ready, even while a newer one is not.',
  })
  isPlayable(@Root() asset: MediaAssetRecord): boolean {
    return servedVersionOf(asset) !== null
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'Measured running time of what is played; null for pictures and documents, and until it is ready.',
  })
  durationSeconds(@Root() asset: MediaAssetRecord): number | null {
    return servedVersionOf(asset)?.durationSeconds ?? null
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Width of the best picture of a video, in pixels.',
  })
  width(@Root() asset: MediaAssetRecord): number | null {
    return servedVersionOf(asset)?.width ?? null
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Height of the best picture of a video, in pixels.',
  })
  height(@Root() asset: MediaAssetRecord): number | null {
    return servedVersionOf(asset)?.height ?? null
  }

  @FieldResolver(() => [Caption], { description: 'The captions, one entry a language.' })
  captions(
    @Root() { id }: MediaAssetRecord,
    @Ctx() context: MediaContext,
  ): Promise<readonly CaptionRecord[]> {
    return context.captions.load(id)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change the asset.' })
  viewerCanManage(@Root() asset: MediaAssetRecord, @Ctx() { viewer }: MediaContext): boolean {
    return canManageMedia(viewer, asset)
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'Who uploaded it; null for others than those who may change it.',
  })
  owner(@Root() asset: MediaAssetRecord, @Ctx() { viewer }: MediaContext): User | null {
    return canManageMedia(viewer, asset) ? { id: asset.ownerId } : null
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'As the uploader named the newest version, only for display; null for others.',
  })
  filename(@Root() asset: MediaAssetRecord, @Ctx() context: MediaContext): string | null {
    return managedVersion(asset, context)?.filename ?? null
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Media type of the newest version; null for others.',
  })
  contentType(@Root() asset: MediaAssetRecord, @Ctx() context: MediaContext): string | null {
    return managedVersion(asset, context)?.contentType ?? null
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Bytes of the newest version; null for others.',
  })
  sizeBytes(@Root() asset: MediaAssetRecord, @Ctx() context: MediaContext): number | null {
    const version = managedVersion(asset, context)
    return version && Number(version.sizeBytes)
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How much of the newest version is transcoded, 0 to 100; null for others.',
  })
  percent(@Root() asset: MediaAssetRecord, @Ctx() context: MediaContext): number | null {
    return managedVersion(asset, context)?.percent ?? null
  }

  @FieldResolver(() => MediaFailure, {
    nullable: true,
    description: 'Why the newest version came to nothing; null when it did not, and for others.',
  })
  failure(@Root() asset: MediaAssetRecord, @Ctx() context: MediaContext): MediaFailureRecord | null {
    return managedVersion(asset, context)?.failure ?? null
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What a queued asset waits for besides its turn, for example that ffmpeg is installed; null for others.',
  })
  async waitingFor(@Root() asset: MediaAssetRecord, @Ctx() context: MediaContext): Promise<string | null> {
    return managedVersion(asset, context)?.state === 'QUEUED' ? await context.findWaitingReason() : null
  }

  @FieldResolver(() => [FileVersion], {
    nullable: true,
    description: 'Every upload, newest first; null for others.',
  })
  versions(
    @Root() asset: MediaAssetRecord,
    @Ctx() { viewer }: MediaContext,
  ): readonly FileVersionRecord[] | null {
    return canManageMedia(viewer, asset) ? asset.versions : null
  }

  @Directive('@requires(fields: "accessGrant")')
  @FieldResolver(() => Playback, {
    nullable: true,
    description: 'How to play it; null when the viewer may not, and while nothing is ready.',
  })
  playback(@Root() asset: MediaAssetRecord, @Ctx() context: MediaContext): Promise<Playback | null> {
    return makePlayback(this.services, context, asset)
  }

  @Directive('@requires(fields: "accessGrant")')
  @FieldResolver(() => Download, {
    nullable: true,
    description: 'How to get a picture or a document; null when the viewer may not, and for video and audio.',
  })
  download(@Root() asset: MediaAssetRecord, @Ctx() context: MediaContext): Promise<Download | null> {
    return makeDownload(this.services, context, asset)
  }
}

/** The newest version, for those who may manage the asset. */
function managedVersion(asset: MediaAssetRecord, { viewer }: MediaContext): FileVersionRecord | null {
  return canManageMedia(viewer, asset) ? currentVersionOf(asset) : null
}
