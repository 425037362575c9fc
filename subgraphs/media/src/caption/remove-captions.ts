import { NotFoundError, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'

import { announceChange } from '../asset/announce-change.ts'
import type { MediaAssetRecord } from '../asset/media-asset.ts'
import { requireManagedAsset } from '../asset/require-managed-asset.ts'
import type { MediaContext } from '../context.ts'
import type { MediaServices } from '../services.ts'
import { toLanguageTag } from './language-tag.ts'

/** Removes the captions in a language; removing them twice is removing them once. */
export async function removeCaptions(
  services: MediaServices,
  context: MediaContext,
  { assetId, language }: { readonly assetId: string; readonly language: string },
): Promise<Outcome<{ asset: MediaAssetRecord }>> {
  await requireManagedAsset(services, context, assetId)
  const asset = await services.inTransaction(context, async ({ assets, captions }) => {
    await captions.deleteCaption(assetId, toLanguageTag(language) ?? language)
    return await assets.touchAsset(assetId)
  })
  if (asset === null) throw new NotFoundError('MediaAsset', assetId)
  await announceChange(services, assetId)
  return succeed({ asset })
}
