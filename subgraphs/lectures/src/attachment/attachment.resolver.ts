import { toPayload } from '@lyceum/kit'
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'

import type { LecturesContext } from '../context.ts'
import { MediaAsset } from '../media-asset/media-asset.stub.ts'
import type { LecturesServices } from '../services.ts'
import { addAttachment } from './add-attachment.ts'
import {
  AddAttachmentInput,
  AddAttachmentPayload,
  RemoveAttachmentInput,
  RemoveAttachmentPayload,
} from './attachment.operations.ts'
import type { AttachmentRecord } from './attachment.ts'
import { LectureAttachment } from './attachment.type.ts'
import { removeAttachment } from './remove-attachment.ts'

@Resolver(() => LectureAttachment)
export class AttachmentResolver {
  constructor(private readonly services: LecturesServices) {}

  @Mutation(() => AddAttachmentPayload, {
    description: 'Attaches a file to a lecture. For those who edit it.',
  })
  async addAttachment(
    @Arg('input', () => AddAttachmentInput, { description: 'What and where.' }) input: AddAttachmentInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(await addAttachment(this.services, context, input))
  }

  @Mutation(() => RemoveAttachmentPayload, {
    description: 'Takes a file from a lecture. For those who edit it.',
  })
  async removeAttachment(
    @Arg('input', () => RemoveAttachmentInput, { description: 'Which one.' }) input: RemoveAttachmentInput,
    @Ctx() context: LecturesContext,
  ) {
    return toPayload(await removeAttachment(this.services, context, input))
  }

  @FieldResolver(() => MediaAsset, { nullable: true, description: 'The file.' })
  media(@Root() { mediaAssetId: id }: AttachmentRecord): MediaAsset {
    return { id }
  }
}
