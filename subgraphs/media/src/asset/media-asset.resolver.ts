import { ConnectionArguments, requireSignedIn, toConnection, toPageRequest, toPayload } from '@lyceum/kit'
import type { Connection } from '@lyceum/kit'
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import type { SubscribeResolverData } from 'type-graphql'

import { addCaptions } from '../caption/add-captions.ts'
import {
  AddCaptionsInput,
  AddCaptionsPayload,
  RemoveCaptionsInput,
  RemoveCaptionsPayload,
} from '../caption/caption.operations.ts'
import { removeCaptions } from '../caption/remove-captions.ts'
import type { MediaContext } from '../context.ts'
import type { MediaServices } from '../services.ts'
import { retryMedia } from '../transcoding/retry-media.ts'
import { completeUpload } from '../upload/complete-upload.ts'
import { createUpload } from '../upload/create-upload.ts'
import { deleteMedia } from './delete-media.ts'
import { findVisibleAsset } from './find-visible-asset.ts'
import {
  CompleteUploadInput,
  CompleteUploadPayload,
  CreateUploadInput,
  CreateUploadPayload,
  DeleteMediaInput,
  DeleteMediaPayload,
  MediaAssetConnection,
  RetryMediaInput,
  RetryMediaPayload,
} from './media-asset.operations.ts'
import type { MediaAssetRecord } from './media-asset.ts'
import { MediaAsset } from './media-asset.type.ts'

type Subscribing = SubscribeResolverData<unknown, { readonly id: string }, MediaContext>

@Resolver(() => MediaAsset)
export class MediaAssetResolver {
  constructor(private readonly services: MediaServices) {}

  @Query(() => MediaAsset, {
    nullable: true,
    description:
      'One asset, for its owner and administrators; a public picture for everybody. What a lecture or a course shows is read ' +
      'there; here it is null for others.',
  })
  mediaAsset(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Ctx() context: MediaContext,
  ): Promise<MediaAssetRecord | null> {
    return findVisibleAsset(context, id)
  }

  @Query(() => MediaAssetConnection, { description: 'What the viewer uploaded, newest first.' })
  async myMedia(
    @Args(() => ConnectionArguments) args: ConnectionArguments,
    @Ctx() context: MediaContext,
  ): Promise<Connection<MediaAssetRecord>> {
    const viewer = requireSignedIn(context.viewer)
    const request = toPageRequest(args, 1)
    const rows = await this.services.assets.listAssetsOf(viewer.id, request)
    return toConnection(rows, request, ({ id }) => [id])
  }

  @Mutation(() => CreateUploadPayload, {
    description: 'Begins an upload. For those who teach; a picture of at most 5 MB, for everybody.',
  })
  async createUpload(
    @Arg('input', () => CreateUploadInput, { description: 'What will be uploaded.' })
    input: CreateUploadInput,
    @Ctx() context: MediaContext,
  ) {
    return toPayload(await createUpload(this.services, context, input))
  }

  @Mutation(() => CompleteUploadPayload, {
    description: 'Says that every byte was sent; saying it again changes nothing.',
  })
  async completeUpload(
    @Arg('input', () => CompleteUploadInput, { description: 'Which upload.' }) input: CompleteUploadInput,
    @Ctx() context: MediaContext,
  ) {
    return toPayload(await completeUpload(this.services, context, input))
  }

  @Mutation(() => RetryMediaPayload, { description: 'Tries a failed transcode again.' })
  async retryMedia(
    @Arg('input', () => RetryMediaInput, { description: 'Which asset.' }) input: RetryMediaInput,
    @Ctx() context: MediaContext,
  ) {
    return toPayload(await retryMedia(this.services, context, input))
  }

  @Mutation(() => DeleteMediaPayload, {
    description:
      'Deletes an asset with all its versions and files. What was handed in stays: MEDIA_IN_USE for everybody but administrators.',
  })
  async deleteMedia(
    @Arg('input', () => DeleteMediaInput, { description: 'Which asset.' }) input: DeleteMediaInput,
    @Ctx() context: MediaContext,
  ) {
    return toPayload(await deleteMedia(this.services, context, input))
  }

  @Mutation(() => AddCaptionsPayload, {
    description: 'Adds captions in a language, in place of those it had in that language.',
  })
  async addCaptions(
    @Arg('input', () => AddCaptionsInput, { description: 'The captions.' }) input: AddCaptionsInput,
    @Ctx() context: MediaContext,
  ) {
    return toPayload(await addCaptions(this.services, context, input))
  }

  @Mutation(() => RemoveCaptionsPayload, { description: 'Removes the captions in a language.' })
  async removeCaptions(
    @Arg('input', () => RemoveCaptionsInput, { description: 'Which captions.' }) input: RemoveCaptionsInput,
    @Ctx() context: MediaContext,
  ) {
    return toPayload(await removeCaptions(this.services, context, input))
  }

  @Subscription(() => MediaAsset, {
    description:
      'The asset as it is, then after every change and step of its transcoding. For its owner and administrators.',
    subscribe: ({ args, context }: Subscribing) => context.streamAsset(args.id),
  })
  mediaAssetUpdated(
    @Root() asset: MediaAssetRecord,
    @Arg('id', () => ID, { description: 'Which asset.' }) _id: string,
  ): MediaAssetRecord {
    return asset
  }
}
