import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'

import type { AssessmentsContext } from '../context.ts'
import { MediaAsset } from '../course/course.stubs.ts'

@Resolver(() => MediaAsset)
export class MediaAssetResolver {
  @Directive('@inaccessible')
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Says, signed and for minutes, that the viewer may open the file as staff of a course where it was handed in. Only for the media subgraph.',
  })
  async submissionGrant(
    @Root() { id }: MediaAsset,
    @Ctx() { submissionGrants }: AssessmentsContext,
  ): Promise<string | null> {
    const grant = await submissionGrants.load(id)
    return grant?.token ?? null
  }
}
