import type { PrismaClient } from '@lyceum/prisma/courses'

/** A picture that is ready. */
export interface ImageRecord {
  readonly assetId: string
  readonly ownerId: string
}

export type ImageRepository = ReturnType<typeof createImageRepository>

/** Pictures that courses can show, as far as this subgraph has heard of them. */
export function createImageRepository(client: Pick<PrismaClient, 'imageProjection'>) {
  return {
    async findReadyImage(assetId: string): Promise<ImageRecord | null> {
      return await client.imageProjection.findUnique({ where: { assetId } })
    },
  }
}
