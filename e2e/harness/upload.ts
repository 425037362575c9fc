import { CompleteUpload, CreateUpload, present, succeeded, uploadBytes } from '@lyceum/client'
import type { Client } from '@lyceum/client'

/** Uploads a video and says that it is complete. @returns the id of the asset */
export function uploadVideo(uploader: Client, bytes: Uint8Array): Promise<string> {
  return uploadFile(uploader, { filename: 'clip.mp4', contentType: 'video/mp4', kind: 'VIDEO' }, bytes)
}

/** Uploads a plain text, which is ready at once: the next version of `assetId`, where one is named. @returns the id of the asset */
export function uploadText(uploader: Client, text: string, assetId?: string): Promise<string> {
  const file = { filename: 'work.txt', contentType: 'text/plain', kind: 'DOCUMENT' } as const
  const named = assetId === undefined ? file : { ...file, assetId }
  return uploadFile(uploader, named, new TextEncoder().encode(text))
}

interface NamedFile {
  readonly filename: string
  readonly contentType: string
  readonly kind: 'DOCUMENT' | 'VIDEO'
  readonly assetId?: string
}

async function uploadFile(uploader: Client, file: NamedFile, bytes: Uint8Array): Promise<string> {
  const { createUpload } = await uploader.execute(CreateUpload, {
    input: { ...file, sizeBytes: bytes.length },
  })
  const { asset, upload } = succeeded(createUpload)
  const assetId = present(asset, 'asset').id
  await uploadBytes(present(upload, 'upload'), bytes)
  succeeded((await uploader.execute(CompleteUpload, { input: { assetId } })).completeUpload)
  return assetId
}
