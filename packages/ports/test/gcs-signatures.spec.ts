import { generateKeyPairSync } from 'node:crypto'

import { findSignatureFault } from '@lyceum/testkit/gcs-emulator'
import type { ReceivedRequest } from '@lyceum/testkit/gcs-emulator'
import { describe, expect, it } from 'vitest'

import { connect } from '../src/storage/gcs/connect.ts'
import { signSessionStart } from '../src/storage/gcs/upload-session.ts'
import { createAccount } from './gcs-subject.ts'

const now = new Date('2036-03-01T12:00:00Z')
const expiresAt = new Date('2036-03-02T12:00:00Z')
const account = createAccount()

describe('the request that opens an upload', () => {
  it('carries a V4 signature that the published rules accept', async () => {
    expect(findSignatureFault(await signStart(), account, now)).toBeNull()
  })

  it('names algorithm, account, day, service and a life of minutes', async () => {
    const { searchParams, origin, pathname } = new URL((await signStart()).target, 'https://any')
    expect([origin, pathname]).toEqual(['https://any', '/school-uploads/assets/1/source'])
    expect(Object.fromEntries(searchParams)).toEqual({
      'X-Goog-Algorithm': 'GOOG4-RSA-SHA256',
      'X-Goog-Credential': `${account.clientEmail}/20360301/auto/storage/goog4_request`,
      'X-Goog-Date': '20360301T120000Z',
      'X-Goog-Expires': '300',
      'X-Goog-SignedHeaders':
        'content-type;host;x-goog-content-length-range;x-goog-if-generation-match;x-goog-meta-upload-expires-at;x-goog-resumable',
      'X-Goog-Signature': expect.stringMatching(/^[0-9a-f]{512}$/),
    })
  })

  it.each([
    ['exactly a size', { size: 1_000 }, '1000,1000'],
    ['up to a maximum', { maxBytes: 1_000 }, '1,1000'],
  ])('fixes type, "must not exist", expiry and %s', async (_name, limit, range) => {
    expect((await signStart(limit)).headers).toEqual({
      host: 'storage.googleapis.com',
      'content-type': 'video/mp4',
      'x-goog-content-length-range': range,
      'x-goog-if-generation-match': '0',
      'x-goog-meta-upload-expires-at': '2036-03-02T12:00:00.000Z',
      'x-goog-resumable': 'start',
    })
  })

  it.each([
    ['host', 'storage.example.com'],
    ['content-type', 'text/html'],
    ['x-goog-content-length-range', '1,1000000'],
    ['x-goog-if-generation-match', '7'],
    ['x-goog-meta-upload-expires-at', '2037-01-01T00:00:00.000Z'],
    ['x-goog-resumable', 'stop'],
    ['x-goog-acl', 'public-read'],
    ['content-type', undefined],
    ['x-goog-if-generation-match', undefined],
  ])('is refused with another header %s: %s', async (name, value) => {
    const request = await signStart()
    const changed = { ...request, headers: { ...request.headers, [name]: value } }
    expect(findSignatureFault(changed, account, now)).toBe('SignatureDoesNotMatch')
  })

  it.each<[string, (url: URL) => void, string]>([
    ['path', (url) => void (url.pathname += '2'), 'SignatureDoesNotMatch'],
    [
      'bucket',
      (url) => void (url.pathname = url.pathname.replace('uploads', 'public')),
      'SignatureDoesNotMatch',
    ],
    ['longer life', (url) => url.searchParams.set('X-Goog-Expires', '301'), 'SignatureDoesNotMatch'],
    [
      'life of more than a week',
      (url) => url.searchParams.set('X-Goog-Expires', '604801'),
      'InvalidArgument',
    ],
    ['later date', (url) => url.searchParams.set('X-Goog-Date', '20360301T120001Z'), 'SignatureDoesNotMatch'],
    [
      'date of another day',
      (url) => url.searchParams.set('X-Goog-Date', '20360302T120000Z'),
      'InvalidArgument',
    ],
    ['algorithm', (url) => url.searchParams.set('X-Goog-Algorithm', 'GOOG4-HMAC-SHA256'), 'InvalidArgument'],
    ['parameter more', (url) => url.searchParams.set('generation', '1'), 'SignatureDoesNotMatch'],
    ['parameter twice', (url) => url.searchParams.append('X-Goog-Expires', '300'), 'InvalidArgument'],
    [
      'fewer signed headers',
      (url) => url.searchParams.set('X-Goog-SignedHeaders', 'host'),
      'SignatureDoesNotMatch',
    ],
    [
      'signature',
      (url) => url.searchParams.set('X-Goog-Signature', '00'.repeat(256)),
      'SignatureDoesNotMatch',
    ],
    ['no signature', (url) => url.searchParams.delete('X-Goog-Signature'), 'AccessDenied'],
  ])('is refused with another %s', async (_name, change, fault) => {
    const request = await signStart()
    const url = new URL(request.target, 'https://any')
    change(url)
    const changed = { ...request, target: url.pathname + url.search }
    expect(findSignatureFault(changed, account, now)).toBe(fault)
  })

  it('is refused by another method, for another account and by another key', async () => {
    const request = await signStart()
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const otherKey = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const faults = [
      findSignatureFault({ ...request, method: 'PUT' }, account, now),
      findSignatureFault(request, { ...account, clientEmail: 'other@tests' }, now),
      findSignatureFault(request, { ...account, publicKey: otherKey }, now),
    ]
    expect(faults).toEqual(Array(3).fill('SignatureDoesNotMatch'))
  })

  it('is good for five minutes', async () => {
    const request = await signStart()
    const at = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000)
    expect(findSignatureFault(request, account, at(299))).toBeNull()
    expect(findSignatureFault(request, account, at(300))).toBe('ExpiredToken')
  })
})

/** The opening of an upload to the real service, as it would arrive there; nothing is sent. */
async function signStart(
  limit: { readonly size: number } | { readonly maxBytes: number } = { size: 1_000 },
): Promise<ReceivedRequest> {
  const { clientEmail, privateKey } = account
  const connection = connect({
    projectId: 'tests',
    bucketPrefix: 'school',
    credentials: { clientEmail, privateKey },
  })
  const request = {
    bucket: 'uploads',
    key: 'assets/1/source',
    contentType: 'video/mp4',
    limit,
    expiresAt,
  } as const
  const { url, headers } = await signSessionStart(connection, request, now)
  const { host, pathname, search } = new URL(url)
  return { method: 'POST', target: pathname + search, headers: { host, ...headers } }
}
