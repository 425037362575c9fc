import type { MediaContext } from '../context.ts'
import type { MediaAssetRecord } from './media-asset.ts'

/** The asset that another subgraph refers to, with what lectures signed for this viewer; null when there is none. */
export async function resolveMediaAssetReference(
  reference: { readonly id: string } & Readonly<Record<string, unknown>>,
  { assets }: MediaContext,
): Promise<MediaAssetRecord | null> {
  const asset = await assets.load(reference.id)
  const { accessGrant } = reference
  return asset && { ...asset, accessGrant: typeof accessGrant === 'string' ? accessGrant : null }
}
