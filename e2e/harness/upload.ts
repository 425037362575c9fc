import { CompleteUpload, CreateUpload, present, succeeded, uploadBytes } from '@lyceum/client'
import type { Client } from '@lyceum/client'

/** Uploads a video and says that it is complete. @returns the id of the asset */
export async function uploadVideo(uploader: Client, bytes: Uint8Array): Promise<string> {
  const { createUpload } = await uploader.execute(CreateUpload, {
    input: { filename: 'clip.mp4', contentType: 'video/mp4', sizeBytes: bytes.length, kind: 'VIDEO' },
  })
  const { asset, upload } = succeeded(createUpload)
  const assetId = present(asset, 'asset').id
  await uploadBytes(present(upload, 'upload'), bytes)
  succeeded((await uploader.execute(CompleteUpload, { input: { assetId } })).completeUpload)
  return assetId
}
