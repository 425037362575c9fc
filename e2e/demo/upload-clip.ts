import {
  CompleteUpload,
  CreateUpload,
  MediaProgress,
  findReceivedBytes,
  present,
  succeeded,
  uploadBytes,
} from '@lyceum/client'
import type { Client } from '@lyceum/client'

import { expectThat } from './step-runner.ts'

export interface UploadedClip {
  readonly assetId: string
  /** How much had arrived when the connection broke; null when it did not. */
  readonly resumedAtBytes: number | null
}

const chunkBytes = 256 * 1_024

/** Uploads a clip in parts. When `isInterrupted`, it gives up half-way, asks how much has arrived and goes on from there. */
export async function uploadClip(
  client: Client,
  clip: { readonly filename: string; readonly bytes: Uint8Array; readonly isInterrupted: boolean },
): Promise<UploadedClip> {
  const { filename, bytes, isInterrupted } = clip
  const { createUpload } = await client.execute(CreateUpload, {
    input: { filename, contentType: 'video/mp4', sizeBytes: bytes.length, kind: 'VIDEO' },
  })
  const payload = succeeded(createUpload)
  const assetId = present(payload.asset, 'asset').id
  const target = present(payload.upload, 'upload')
  let resumedAtBytes: number | null = null
  if (isInterrupted) {
    const half = uploadBytes(target, bytes, { chunkBytes, onProgress: giveUpAfter(bytes.length / 2) })
    await half.catch((error: unknown) =>
      expectThat(error instanceof GaveUpError, 'only our own interruption'),
    )
    resumedAtBytes = await findReceivedBytes(target, bytes.length)
    expectThat(resumedAtBytes > 0 && resumedAtBytes < bytes.length, 'a part of the file to have arrived')
  }
  await uploadBytes(target, bytes, { chunkBytes })
  succeeded((await client.execute(CompleteUpload, { input: { assetId } })).completeUpload)
  return { assetId, resumedAtBytes }
}

/** Follows the percent of an asset until it is ready. Answers every percent that was seen. */
export async function followTranscoding(client: Client, assetId: string): Promise<readonly number[]> {
  const percents: number[] = []
  await using updates = client.subscribe(MediaProgress, { id: assetId })
  for await (const { mediaAssetUpdated } of updates) {
    const { state, percent } = mediaAssetUpdated
    if (state === 'FAILED') throw new Error('The video could not be transcoded')
    if (percent != null && percent !== percents.at(-1)) percents.push(percent)
    if (state === 'READY') break
  }
  return percents
}

class GaveUpError extends Error {}

function giveUpAfter(bytes: number): (receivedBytes: number) => void {
  return (receivedBytes) => {
    if (receivedBytes >= bytes) throw new GaveUpError('The connection broke')
  }
}
