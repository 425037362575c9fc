import type { MediaContext } from '../context.ts'
import type { MediaAssetRecord } from './media-asset.ts'

/** The asset that another subgraph refers to, with what others signed for this viewer; null when there is none. */
export async function resolveMediaAssetReference(
  reference: { readonly id: string } & Readonly<Record<string, unknown>>,
  { assets }: MediaContext,
): Promise<MediaAssetRecord | null> {
  const asset = await assets.load(reference.id)
  const { accessGrant, submissionGrant } = reference
  return (
    asset && { ...asset, accessGrant: textOrNull(accessGrant), submissionGrant: textOrNull(submissionGrant) }
  )
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
