import { Readable } from 'node:stream'

import { requireRange } from '../byte-range.ts'
import { crc32c, encodeCrc32c } from '../crc32c.ts'
import type { ByteRange, ObjectBody, ObjectReference } from '../index.ts'
import { StorageError, objectNotFound } from '../storage-error.ts'
import type { GcsConnection } from './connect.ts'
import { describeObject, type DescribedObject } from './describe-object.ts'
import { sendRequest } from './send-request.ts'

const mostAttempts = 3

/** Opens the generation that it describes; when that was replaced in between, the next one. */
export async function readObject(
  connection: GcsConnection,
  source: ObjectReference,
  range: ByteRange | undefined,
): Promise<ObjectBody> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const object = await describeObject(connection, source)
    if (object === null || object.isLate) break
    const bytes = range === undefined ? null : requireRange(range, object.stat.size)
    const stream = await openGeneration(connection, source, { object, bytes })
    if (stream !== null) return { stream, ...object.stat }
  }
  throw objectNotFound(source)
}

interface Opening {
  readonly object: DescribedObject
  /** Null means all of them, checked against the checksum; a part has none to be checked by. */
  readonly bytes: Required<ByteRange> | null
}

/**
 * Null when the generation is no longer there. Once the service has begun to answer, a replaced object does not change
 * what is read. Sent by fetch, not by the SDK: a download that is cut ends with an error here, and never there.
 */
async function openGeneration(
  { endpoint, bucketName, authorize }: GcsConnection,
  { bucket, key }: ObjectReference,
  { object, bytes }: Opening,
): Promise<Readable | null> {
  const path = `/storage/v1/b/${bucketName(bucket)}/o/${encodeURIComponent(key)}`
  const range = bytes === null ? {} : { range: `bytes=${bytes.start}-${bytes.end}` }
  const headers = { ...(await authorize()), 'accept-encoding': 'identity', ...range }
  const url = `${endpoint}${path}?alt=media&generation=${object.generation}`
  const response = await sendRequest(url, { method: 'GET', headers })
  if (response.status === 404) {
    await response.body?.cancel()
    return null
  }
  if (!response.ok) {
    const reason = (await response.text()).slice(0, 500)
    throw new Error(`The storage answers ${response.status} instead of an object: ${reason}`)
  }
  const checksum = bytes === null ? object.stat.crc32c : null
  return Readable.from(readVerified(response.body ?? [], checksum), { objectMode: false })
}

async function* readVerified(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  checksum: string | null,
): AsyncGenerator<Uint8Array> {
  let crc = 0
  for await (const chunk of body) {
    if (checksum !== null) crc = crc32c(chunk, crc)
    yield chunk
  }
  if (checksum !== null && encodeCrc32c(crc) !== checksum) {
    throw new StorageError('OBJECT_CORRUPT', 'the bytes of the object do not match its checksum')
  }
}
