import { PassThrough, type Readable } from 'node:stream'

import { requireRange } from '../byte-range.ts'
import type { ByteRange, ObjectBody, ObjectReference } from '../index.ts'
import { StorageError, objectNotFound } from '../storage-error.ts'
import type { GcsConnection } from './connect.ts'
import { describeObject, fileOf, hasStatus, type DescribedObject } from './describe-object.ts'

const mostAttempts = 3

/** Opens the generation that it describes; when that was replaced in between, the next one. */
export async function readObject(
  connection: GcsConnection,
  source: ObjectReference,
  range: ByteRange | undefined,
): Promise<ObjectBody> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const object = await describeObject(connection, source)
    if (object === null || object.isLate) throw objectNotFound(source)
    const bytes = range === undefined ? null : requireRange(range, object.stat.size)
    try {
      return { stream: await openGeneration(connection, source, { object, bytes }), ...object.stat }
    } catch (error) {
      if (!hasStatus(error, 404)) throw error
    }
  }
  throw objectNotFound(source)
}

interface Opening {
  readonly object: DescribedObject
  /** Null means all of them, checked against the checksum; a part has none to be checked by. */
  readonly bytes: Required<ByteRange> | null
}

/** Resolves once the service has begun to answer: from then on a replaced object does not change what is read. */
async function openGeneration(
  connection: GcsConnection,
  source: ObjectReference,
  { object, bytes }: Opening,
): Promise<Readable> {
  const file = fileOf(connection, source)
  file.generation = Number(object.generation)
  const received = file.createReadStream({
    decompress: false,
    ...(bytes ?? { validation: 'crc32c' }),
  })
  const stream = new PassThrough()
  stream.once('close', () => received.destroy())
  await new Promise<void>((resolve, reject) => {
    received.once('response', ({ statusCode }: { readonly statusCode: number }) => {
      if (statusCode < 300) resolve()
    })
    received.once('error', (error) => {
      reject(error)
      stream.destroy(toReadError(error))
    })
    received.pipe(stream)
    // Until a reader listens: what breaks before is reported by the promise.
    stream.on('error', () => undefined)
  })
  return stream
}

function toReadError(error: Error): Error {
  const isMismatch = 'code' in error && error.code === 'CONTENT_DOWNLOAD_MISMATCH'
  if (!isMismatch) return error
  return new StorageError('OBJECT_CORRUPT', 'the bytes of the object do not match its checksum', {
    cause: error,
  })
}
