import { BasicUserError, NotFoundError, UserErrorCode, checkInput, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { z } from 'zod'

import { currentVersionOf } from '../asset/media-asset.ts'
import type { FileVersionRecord, MediaAssetRecord } from '../asset/media-asset.ts'
import { requireManagedAsset } from '../asset/require-managed-asset.ts'
import type { MediaContext } from '../context.ts'
import type { MediaServices } from '../services.ts'
import { acceptUpload, findArrivedObject } from './accept-upload.ts'
import { discardUpload } from './discard-upload.ts'

const inputSchema = z.object({
  assetId: z.string(),
  crc32c: z
    .string()
    .regex(/^[A-Za-z0-9+/]{6}==$/, 'Eight characters of base64')
    .nullish(),
})

/**
 * Says that every byte was sent. Saying it again changes nothing. A file that is refused is deleted at once, and its asset
 * too when it has no other version: nothing of it is left behind.
 */
export async function completeUpload(
  services: MediaServices,
  context: MediaContext,
  input: unknown,
): Promise<Outcome<{ asset: MediaAssetRecord }>> {
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { assetId, crc32c } = checked.value
  const asset = await requireManagedAsset(services, context, assetId)
  const version = currentVersionOf(asset)
  if (version.state !== 'UPLOADING') return succeed({ asset })

  const stat = await findArrivedObject(services, version)
  if (stat === null) return fail(notArrived(version, services.clock.now()))
  const { requestId } = context
  if (crc32c != null && crc32c !== stat.crc32c) {
    await discardUpload(services, version, requestId)
    const message = 'The bytes that arrived are not the bytes that were sent. Upload the file again.'
    return fail(new BasicUserError(UserErrorCode.CHECKSUM_MISMATCH, message, ['input', 'crc32c']))
  }
  const inspection = await acceptUpload(services, { asset, version, requestId }, stat)
  if (!inspection.isAccepted) {
    await discardUpload(services, version, requestId)
    return fail(new BasicUserError(inspection.code, inspection.message, ['input', 'assetId']))
  }
  const accepted = await services.assets.findAssetById(assetId)
  if (accepted === null) throw new NotFoundError('MediaAsset', assetId)
  return succeed({ asset: accepted })
}

function notArrived({ uploadExpiresAt }: FileVersionRecord, now: Date): BasicUserError {
  return now >= uploadExpiresAt
    ? new BasicUserError(UserErrorCode.UPLOAD_EXPIRED, 'The upload has expired. Begin again.', [
        'input',
        'assetId',
      ])
    : new BasicUserError(UserErrorCode.UPLOAD_INCOMPLETE, 'Bytes are missing. Send the rest first.', [
        'input',
        'assetId',
      ])
}
