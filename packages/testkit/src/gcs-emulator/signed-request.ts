import { createHash, createPublicKey, verify } from 'node:crypto'

/** An HTTP request as it arrived. Header names are in lower case. */
export interface ReceivedRequest {
  readonly method: string
  /** Path and query, as they were sent. */
  readonly target: string
  readonly headers: Readonly<Record<string, string | undefined>>
}

/** What a request is verified by. */
export interface SignatureKey {
  /** The account of `X-Goog-Credential`; null accepts any. */
  readonly clientEmail: string | null
  /** PEM; null accepts any signature, as an emulator that knows no accounts must. */
  readonly publicKey: string | null
}

/** Null when the request may pass, otherwise how Google Cloud Storage names what is wrong with it. */
export type SignatureFault = 'InvalidArgument' | 'AccessDenied' | 'ExpiredToken' | 'SignatureDoesNotMatch'

const longestSeconds = 604_800
const algorithm = 'GOOG4-RSA-SHA256'

/**
 * Verifies a V4 signature in the query of a request, by the rules that Google publishes and by nothing of the SDK:
 * https://docs.cloud.google.com/storage/docs/authentication/signatures and /canonical-requests. Beyond the signature
 * itself: the expiry, the scope, and that `host` and every `x-goog-` header that was sent is signed.
 */
export function findSignatureFault(
  request: ReceivedRequest,
  key: SignatureKey,
  now: Date,
): SignatureFault | null {
  const query = parseQuery(request.target)
  const names = query.map(([name]) => name)
  if (new Set(names).size !== names.length) return 'InvalidArgument'
  const read = (name: string): string => query.find(([candidate]) => candidate === name)?.[1] ?? ''
  if (read('X-Goog-Signature') === '') return 'AccessDenied'

  const [clientEmail = '', ...scope] = read('X-Goog-Credential').split('/')
  const date = read('X-Goog-Date')
  const signedAt = parseDate(date)
  const seconds = /^\d{1,6}$/.test(read('X-Goog-Expires')) ? Number(read('X-Goog-Expires')) : 0
  const [day, location, service, kind] = scope
  const isScope =
    day === date.slice(0, 8) && Boolean(location) && service === 'storage' && kind === 'goog4_request'
  const isWellFormed =
    read('X-Goog-Algorithm') === algorithm && signedAt !== null && isScope && scope.length === 4
  if (!isWellFormed || seconds < 1 || seconds > longestSeconds) return 'InvalidArgument'
  if (now.getTime() >= signedAt.getTime() + seconds * 1_000) return 'ExpiredToken'

  const signedHeaders = read('X-Goog-SignedHeaders').split(';')
  const sentExtensions = Object.keys(request.headers).filter((name) => name.startsWith('x-goog-'))
  const needed = ['host', ...sentExtensions]
  if (needed.some((name) => !signedHeaders.includes(name))) return 'SignatureDoesNotMatch'
  if (key.clientEmail !== null && key.clientEmail !== clientEmail) return 'SignatureDoesNotMatch'
  if (key.publicKey === null) return null
  const text = [algorithm, date, scope.join('/'), sha256(toCanonicalRequest(request, signedHeaders))]
  const signature = Buffer.from(read('X-Goog-Signature'), 'hex')
  const isSigned = verify('sha256', Buffer.from(text.join('\n')), createPublicKey(key.publicKey), signature)
  return isSigned ? null : 'SignatureDoesNotMatch'
}

/** The canonical request: verb, path, query without the signature, signed headers, their names, the payload's hash. */
function toCanonicalRequest({ method, target, headers }: ReceivedRequest, signed: readonly string[]): string {
  const [path = ''] = target.split('?')
  const query = parseQuery(target)
    .filter(([name]) => name !== 'X-Goog-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&')
  const lines = [...signed].sort().map((name) => `${name}:${normalize(name, headers[name])}\n`)
  const payload = headers['x-goog-content-sha256'] ?? 'UNSIGNED-PAYLOAD'
  return [method, path, query, lines.join(''), signed.join(';'), payload].join('\n')
}

function normalize(name: string, value = ''): string {
  const folded = value.trim().replace(/\s+/g, ' ')
  // The service has no port to sign; the SDK leaves out an emulator's.
  return name === 'host' ? folded.replace(/:\d+$/, '') : folded
}

function parseQuery(target: string): [string, string][] {
  const at = target.indexOf('?')
  return at === -1 ? [] : [...new URLSearchParams(target.slice(at + 1))]
}

/** `20260301T120000Z` */
function parseDate(text: string): Date | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second] = match
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(date.getTime()) ? null : date
}

/** RFC 3986: everything but the unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
