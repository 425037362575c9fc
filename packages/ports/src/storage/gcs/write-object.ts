import { randomUUID } from 'node:crypto'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import type { UploadOptions } from '@google-cloud/storage'

import { crc32c, encodeCrc32c } from '../crc32c.ts'
import { copyBytes, readChunks, type BytesState } from '../filesystem/copy-bytes.ts'
import type { ObjectReference, ObjectStat, WriteOptions } from '../index.ts'
import { requireContentType } from '../object-key.ts'
import { StorageError, objectExists } from '../storage-error.ts'
import type { GcsConnection } from './connect.ts'
import { describeObject, fileOf, hasStatus, type DescribedObject } from './describe-object.ts'

// Up to here one request carries description and bytes; beyond, the SDK sends by the resumable protocol.
const singleRequestBytes = 8 << 20
const mostAttempts = 5

/** What is written can be read again, so a failed request can be repeated. */
type Source = { readonly bytes: Uint8Array } | { readonly path: string }

/** Writes bytes. A stream goes to a temporary file first: only what can be sent again can be sent safely. */
export async function writeObject(
  connection: GcsConnection,
  target: ObjectReference,
  { body, ...options }: WriteOptions & { readonly body: Readable | Uint8Array },
): Promise<ObjectStat> {
  if (body instanceof Uint8Array) {
    const state = { length: body.length, crc: crc32c(body) }
    return createGeneration({ connection, target, options, source: { bytes: body }, state })
  }
  // An error before the first read would find no listener; the iteration reports it later.
  body.once('error', () => undefined)
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-gcs-'))
  try {
    const path = join(folder, 'object')
    const state = await saveLocally(body, path)
    return await createGeneration({ connection, target, options, source: { path }, state })
  } finally {
    body.destroy()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Writes a local file. It must not change meanwhile: the checksum of its bytes is declared first. */
export async function writeLocalFile(
  connection: GcsConnection,
  target: ObjectReference,
  { path, ...options }: WriteOptions & { readonly path: string },
): Promise<ObjectStat> {
  const handle = await open(path, 'r')
  let state: BytesState = { length: 0, crc: 0 }
  for await (const chunk of readChunks(handle.createReadStream())) {
    state = { length: state.length + chunk.length, crc: crc32c(chunk, state.crc) }
  }
  return createGeneration({ connection, target, options, source: { path }, state })
}

async function saveLocally(body: Readable, path: string): Promise<BytesState> {
  const handle = await open(path, 'wx')
  try {
    return await copyBytes(body, handle)
  } finally {
    await handle.close()
  }
}

interface Writing {
  readonly connection: GcsConnection
  readonly target: ObjectReference
  readonly options: WriteOptions
  readonly source: Source
  readonly state: BytesState
}

/**
 * Every write names the generation it replaces, 0 for none, so the SDK may repeat it. When the first answer was lost,
 * the repetition meets its own object: `write-id` tells it from somebody else's.
 */
async function createGeneration(writing: Writing): Promise<ObjectStat> {
  const { connection, target, options } = writing
  const writeId = randomUUID()
  let replaced = '0'
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    try {
      await send(writing, { writeId, generation: replaced })
    } catch (error) {
      if (!hasStatus(error, 412)) throw error
    }
    const existing = await describeObject(connection, target)
    if (existing !== null && existing.writeId === writeId) return requireSameBytes(writing, existing)
    if (options.ifAbsent === true && existing !== null) throw objectExists()
    replaced = existing?.generation ?? '0'
  }
  throw new Error(`${target.bucket}/${target.key} is being written by others all the time`)
}

async function send(
  { connection, target, options, source, state }: Writing,
  { writeId, generation }: { readonly writeId: string; readonly generation: string },
): Promise<void> {
  const file = fileOf(connection, target)
  const contentType = requireContentType(options.contentType)
  const sending: UploadOptions = {
    destination: file,
    resumable: state.length > singleRequestBytes,
    validation: 'crc32c',
    metadata: { contentType, crc32c: encodeCrc32c(state.crc), metadata: { 'write-id': writeId } },
    preconditionOpts: { ifGenerationMatch: Number(generation) },
  }
  if ('path' in source) await file.bucket.upload(source.path, sending)
  else await file.save(Buffer.from(source.bytes), sending)
}

function requireSameBytes({ state }: Writing, { stat }: DescribedObject): ObjectStat {
  if (stat.crc32c === encodeCrc32c(state.crc) && stat.size === state.length) return stat
  throw new StorageError('OBJECT_CORRUPT', 'the storage holds other bytes than it was sent')
}
