import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'

import type { MediaContext } from '../context.ts'
import { makeHandedInDownload } from '../playback/make-links.ts'
import { Download } from '../playback/playback.type.ts'
import type { MediaServices } from '../services.ts'
import { HandedInFile } from './handed-in-file.type.ts'

@Resolver(() => HandedInFile)
export class HandedInFileResolver {
  constructor(private readonly services: MediaServices) {}

  @FieldResolver(() => Download, {
    nullable: true,
    description:
      'How to get exactly the version that was handed in, whatever was uploaded since; null when an administrator has deleted it.',
  })
  download(@Root() { grant }: HandedInFile, @Ctx() context: MediaContext): Promise<Download | null> {
    return makeHandedInDownload(this.services, context, grant)
  }
}
