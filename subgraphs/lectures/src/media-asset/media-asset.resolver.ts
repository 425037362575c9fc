import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'

import type { LecturesContext } from '../context.ts'
import { MediaAsset } from './media-asset.stub.ts'

@Resolver(() => MediaAsset)
export class MediaAssetResolver {
  @Directive('@inaccessible')
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Says, signed and for minutes, that the viewer may play the file in some lecture. Only for the media subgraph.',
  })
  async accessGrant(@Root() { id }: MediaAsset, @Ctx() { grants }: LecturesContext): Promise<string | null> {
    const grant = await grants.load(id)
    return grant?.token ?? null
  }
}
