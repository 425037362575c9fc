/** A resumable upload as `createUpload` hands it out. */
export interface UploadTarget {
  readonly url: string
  readonly contentType: string
}

export interface UploadOptions {
  /** Bytes per request. @default 1 MiB */
  readonly chunkBytes?: number
  /** Called before each request with what has arrived so far; throwing ends the upload where it is. */
  readonly onProgress?: (receivedBytes: number) => void
}

/** How many bytes have arrived, by asking the store (an empty PUT that names only the total). */
export async function findReceivedBytes(target: UploadTarget, totalBytes: number): Promise<number> {
  const response = await fetch(target.url, {
    method: 'PUT',
    headers: { 'content-type': target.contentType, 'content-range': `bytes */${totalBytes}` },
  })
  if (response.ok) return totalBytes
  if (response.status === 308) return receivedBytes(response)
  throw new Error(`The upload answers ${response.status}: ${await response.text()}`)
}

/** Sends what is missing of a file, in chunks; call it again after a failure and it goes on where it stopped. */
export async function uploadBytes(
  target: UploadTarget,
  bytes: Uint8Array,
  options: UploadOptions = {},
): Promise<void> {
  const { chunkBytes = 1_048_576, onProgress } = options
  let offset = await findReceivedBytes(target, bytes.length)
  while (offset < bytes.length) {
    onProgress?.(offset)
    const end = Math.min(offset + chunkBytes, bytes.length)
    const response = await fetch(target.url, {
      method: 'PUT',
      headers: {
        'content-type': target.contentType,
        'content-range': `bytes ${offset}-${end - 1}/${bytes.length}`,
      },
      body: new Blob([bytes.slice(offset, end)], { type: target.contentType }),
    })
    if (response.ok) return
    if (response.status !== 308)
      throw new Error(`The upload answers ${response.status}: ${await response.text()}`)
    offset = receivedBytes(response)
  }
}

/** `Range: bytes=0-41` means 42 bytes; no Range means none. */
function receivedBytes(response: Response): number {
  const match = /^bytes=0-(\d+)$/.exec(response.headers.get('range') ?? '')
  return match?.[1] === undefined ? 0 : Number(match[1]) + 1
}
