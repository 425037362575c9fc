import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'

import type { AssessmentsContext } from '../context.ts'
import { MediaAsset } from '../course/course.stubs.ts'
import type { HandedInFileRecord } from './handed-in-file.ts'
import { HandedInFile } from './handed-in-file.type.ts'

@Resolver(() => HandedInFile)
export class HandedInFileResolver {
  @FieldResolver(() => MediaAsset, {
    nullable: true,
    description: 'What it is a version of, as that is now; null when an administrator has deleted it.',
  })
  asset(@Root() { assetId: id }: HandedInFileRecord): MediaAsset {
    return { id }
  }

  @Directive('@inaccessible')
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Says, signed and for minutes, that the viewer may open this version: the learner, or staff of the course. Only for the media subgraph.',
  })
  grant(@Root() file: HandedInFileRecord, @Ctx() context: AssessmentsContext): Promise<string | null> {
    return context.grantHandedIn(file)
  }
}
