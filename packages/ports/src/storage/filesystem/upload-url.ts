import { createHmac, timingSafeEqual } from 'node:crypto'

import { z } from 'zod'

import { buckets, type UploadLimit } from '../index.ts'
import { StorageError } from '../storage-error.ts'

const bounds = { size: z.coerce.number().int().positive(), max: z.coerce.number().int().positive() }
const common = {
  uploadId: z.string(),
  bucket: z.enum(buckets),
  key: z.string(),
  type: z.string(),
  expires: z.coerce.number().int(),
  signature: z.string().regex(/^[0-9a-f]{64}$/),
}
const parametersSchema = z.union([
  z.strictObject({ ...common, size: bounds.size }),
  z.strictObject({ ...common, max: bounds.max }),
])

/** What a signed URL allows. */
export interface UploadGrant {
  readonly uploadId: string
  readonly bucket: (typeof buckets)[number]
  readonly key: string
  readonly contentType: string
  readonly limit: UploadLimit
  readonly expiresAt: Date
}

/** The path and query of an upload, to be put behind the address where its routes are. */
export function signUpload(grant: UploadGrant, secret: string): string {
  const query = new URLSearchParams({
    bucket: grant.bucket,
    key: grant.key,
    type: grant.contentType,
    ...('size' in grant.limit ? { size: String(grant.limit.size) } : { max: String(grant.limit.maxBytes) }),
    expires: String(grant.expiresAt.getTime()),
    signature: computeSignature(grant, secret).toString('hex'),
  })
  return `${grant.uploadId}?${query.toString()}`
}

/**
 * The grant in the parameters of a URL, if we signed it. Expiry is the caller's to check.
 *
 * @throws {StorageError} UPLOAD_SIGNATURE_INVALID for anything that we did not sign exactly so
 */
export function verifyUpload(parameters: Readonly<Record<string, unknown>>, secret: string): UploadGrant {
  const parsed = parametersSchema.safeParse(parameters)
  if (!parsed.success) throw refusal()
  const { uploadId, bucket, key, type, expires, signature, ...limit } = parsed.data
  const grant: UploadGrant = {
    uploadId,
    bucket,
    key,
    contentType: type,
    limit: 'size' in limit ? limit : { maxBytes: limit.max },
    expiresAt: new Date(expires),
  }
  if (!timingSafeEqual(Buffer.from(signature, 'hex'), computeSignature(grant, secret))) throw refusal()
  return grant
}

function computeSignature(grant: UploadGrant, secret: string): Buffer {
  const { limit } = grant
  // No part can hold a line break (keys, types and ids are validated when they are made), so the lines are unambiguous.
  const lines = [
    'lyceum-upload-1',
    'PUT',
    grant.uploadId,
    grant.bucket,
    grant.key,
    grant.contentType,
    'size' in limit ? `size ${limit.size}` : `max ${limit.maxBytes}`,
    grant.expiresAt.getTime(),
  ]
  return createHmac('sha256', secret).update(lines.join('\n')).digest()
}

function refusal(): StorageError {
  return new StorageError('UPLOAD_SIGNATURE_INVALID', 'this is not an upload URL of ours')
}
