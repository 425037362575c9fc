import type { ObjectReference, Upload, UploadLimit } from '../index.ts'
import { buckets } from '../index.ts'
import { isObjectKey } from '../object-key.ts'
import { objectExists } from '../storage-error.ts'
import type { GcsConnection } from './connect.ts'
import { fileOf, uploadExpiryName } from './describe-object.ts'
import { sendRequest } from './send-request.ts'

// The signed request is sent at once, by us.
const signatureMilliseconds = 300_000

/** What an upload session is opened for. */
export interface SessionRequest extends ObjectReference {
  readonly limit: UploadLimit
  readonly contentType: string
  readonly expiresAt: Date
}

/** The request that opens a session: a POST of these headers, without a body, to this URL. */
export interface SignedStart {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** Signs (V4) the opening of a session that can make this one object and no other, and can replace none. */
export async function signSessionStart(
  connection: GcsConnection,
  request: SessionRequest,
  now: Date,
): Promise<SignedStart> {
  const { limit, contentType, expiresAt } = request
  const [least, most] = 'size' in limit ? [limit.size, limit.size] : [1, limit.maxBytes]
  const extensionHeaders = {
    'x-goog-content-length-range': `${least},${most}`,
    'x-goog-if-generation-match': '0',
    [`x-goog-meta-${uploadExpiryName}`]: expiresAt.toISOString(),
  }
  const [url] = await fileOf(connection, request).getSignedUrl({
    version: 'v4',
    action: 'resumable',
    expires: now.getTime() + signatureMilliseconds,
    accessibleAt: now,
    contentType,
    extensionHeaders,
  })
  return { url, headers: { ...extensionHeaders, 'content-type': contentType, 'x-goog-resumable': 'start' } }
}

/**
 * Opens a session and hands out its URI, which speaks the resumable protocol to whoever holds it. Asking again after a
 * failure leaves at most a session that nobody knows and that ends by itself.
 *
 * @param origin - the web origin whose browsers may send to it
 */
export async function openSession(
  { url, headers }: SignedStart,
  origin: string | undefined,
): Promise<Upload> {
  const response = await sendRequest(url, {
    method: 'POST',
    headers: { ...headers, ...(origin && { origin }) },
  })
  if (response.status === 412) throw objectExists()
  const location = response.headers.get('location')
  if (!response.ok || location === null) {
    const reason = (await response.text()).slice(0, 500)
    throw new Error(`The storage answers ${response.status} instead of opening an upload: ${reason}`)
  }
  const session = new URL(location, url)
  return { url: session.href, uploadId: session.pathname + session.search }
}

/** Ends a session. An id that is not of one of our buckets' sessions is nobody's. */
export async function cancelSession(connection: GcsConnection, uploadId: string): Promise<void> {
  const url = findSessionUrl(connection, uploadId)
  if (url === null) return
  const { status } = await sendRequest(url, { method: 'DELETE', headers: {} })
  // 499 is the service's way to say that it is over; 4xx that it was before.
  if (status >= 500) throw new Error(`The storage answers ${status} instead of ending an upload`)
}

function findSessionUrl({ endpoint, bucketName }: GcsConnection, uploadId: string): string | null {
  if (!uploadId.startsWith('/')) return null
  const url = URL.canParse(uploadId, endpoint) ? new URL(uploadId, endpoint) : null
  if (url === null || url.origin !== new URL(endpoint).origin) return null
  const [, name, ...segments] = url.pathname.split('/')
  const isOurs = buckets.some((bucket) => bucketName(bucket) === name)
  return isOurs && isObjectKey(segments.join('/')) && url.searchParams.has('upload_id') ? url.href : null
}
