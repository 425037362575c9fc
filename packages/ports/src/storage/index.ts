import type { Readable } from 'node:stream'

export { isObjectKey } from './object-key.ts'
export { StorageError, type StorageErrorCode } from './storage-error.ts'

/**
 * Where objects are kept, by who may read them. `uploads` is the private quarantine of what users send, `media` holds
 * what is played by grant, `certificates` what is shown by serial; `public` may be read by all.
 */
export type Bucket = 'uploads' | 'media' | 'public' | 'certificates'

/** Every bucket, in no special order. */
export const buckets: readonly Bucket[] = ['uploads', 'media', 'public', 'certificates']

/** The name of one object. Keys are made by us, never by users: segments of `a-z 0-9 . _ -` between single slashes. */
export interface ObjectReference {
  readonly bucket: Bucket
  readonly key: string
}

/** A folder of objects. `prefix` ends with a slash. */
export interface PrefixReference {
  readonly bucket: Bucket
  readonly prefix: string
}

/** What is known of an object without its bytes. */
export interface ObjectStat {
  /** Bytes. */
  readonly size: number
  readonly contentType: string
  /** CRC-32C of the bytes: base64, highest byte first. */
  readonly crc32c: string
  readonly updatedAt: Date
}

/** An object in a listing. */
export interface StoredObject extends ObjectStat {
  readonly key: string
}

/** Bytes `start` to `end`, both included, as HTTP counts them; without `end` to the last byte. */
export interface ByteRange {
  readonly start: number
  readonly end?: number
}

/** An object being read. Who takes it must read the stream to its end or destroy it. */
export interface ObjectBody extends ObjectStat {
  readonly stream: Readable
}

/** How an object is written. */
export interface WriteOptions {
  readonly contentType: string
  /** Refuse with OBJECT_EXISTS instead of replacing. @default false */
  readonly ifAbsent?: boolean
}

/** How the files of a folder are written. */
export interface WriteFolderOptions {
  /** @param path - the file's path inside the folder, with forward slashes */
  readonly contentTypeOf: (path: string) => string
}

/** How many bytes an upload may have: exactly `size`, or from one to `maxBytes`. */
export type UploadLimit = { readonly size: number } | { readonly maxBytes: number }

/** What one upload is allowed to be. Nothing of it can be changed by who holds its URL. */
export type UploadRequest = ObjectReference &
  UploadLimit & {
    readonly contentType: string
    readonly expiresAt: Date
  }

/**
 * A URL to which a client sends the bytes by the resumable protocol of Google Cloud Storage: `PUT` with
 * `Content-Range: bytes A-B/TOTAL` (or without, for the whole in one request); 308 with `Range: bytes=0-N` while bytes
 * are missing; `Content-Range: bytes * /TOTAL` (without the space) and an empty body asks for that state; 200 or 201
 * when the object exists. An object that exists is never overwritten: 412.
 */
export interface Upload {
  readonly url: string
  readonly uploadId: string
}

/**
 * Objects in buckets, on a disk or in a cloud. A write is all or nothing: readers see the old object or the new one.
 * Every method throws {@link StorageError} INVALID_KEY for a key that is not ours to give.
 */
export interface Storage {
  /** Writes one object and returns when it would survive a power cut. @throws {StorageError} OBJECT_EXISTS */
  write(target: ObjectReference, body: Readable | Uint8Array, options: WriteOptions): Promise<ObjectStat>
  /** Writes one object from a local file. @throws {StorageError} OBJECT_EXISTS */
  writeFile(target: ObjectReference, localPath: string, options: WriteOptions): Promise<ObjectStat>
  /**
   * Writes every regular file under a local folder, each to `prefix` + its path in the folder. Not atomic as a whole:
   * write to a fresh prefix and switch to it. @returns what was written, ordered by key
   */
  writeFolder(
    target: PrefixReference,
    localPath: string,
    options: WriteFolderOptions,
  ): Promise<StoredObject[]>
  /** Opens an object, or a part of it. @throws {StorageError} OBJECT_NOT_FOUND, RANGE_NOT_SATISFIABLE */
  read(source: ObjectReference, options?: { readonly range?: ByteRange }): Promise<ObjectBody>
  /** Null when there is no such object. */
  stat(source: ObjectReference): Promise<ObjectStat | null>
  /** The objects under a prefix at any depth, ordered by key. */
  list(source: PrefixReference): AsyncIterable<StoredObject>
  /** Deletes an object; nothing happens when there is none. */
  delete(target: ObjectReference): Promise<void>
  /** Deletes every object under a prefix. */
  deletePrefix(target: PrefixReference): Promise<void>
  /**
   * Copies an object to a local file that must not exist yet; on failure no file is left.
   *
   * @throws {StorageError} OBJECT_NOT_FOUND, OBJECT_CORRUPT when the bytes do not match their checksum
   */
  downloadTo(source: ObjectReference, localPath: string): Promise<ObjectStat>
  /** Opens a resumable upload. @throws {StorageError} OBJECT_EXISTS, UPLOAD_EMPTY, UPLOAD_INVALID */
  createUpload(request: UploadRequest): Promise<Upload>
  /** Forgets an upload and the bytes it has; nothing happens when it is complete or unknown. */
  cancelUpload(uploadId: string): Promise<void>
  /** Removes what expired uploads and crashed writes left behind. @returns how many were removed */
  removeAbandoned(): Promise<number>
}
