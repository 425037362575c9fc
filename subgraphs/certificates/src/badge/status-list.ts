import { gzipSync } from 'node:zlib'

import type { Issuer } from './issuer.ts'

/** Places in one list: 16 kB of bits, the least that the standard allows, so that one badge hides among many. */
export const listLength = 131_072n

/** How long a verifier may keep a list, in seconds. */
const validitySeconds = 86_400

/** Where a badge says its status can be read (Bitstring Status List 1.0, section 2.1). */
export function locateStatus(issuer: Issuer, statusIndex: bigint): object {
  const address = issuer.statusListAddress(statusIndex / listLength)
  const statusListIndex = String(statusIndex % listLength)
  return {
    id: `${address}#${statusListIndex}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex,
    statusListCredential: address,
  }
}

/** Index 0 is the left-most bit; compressed by gzip, then base64url with its multibase prefix `u` (section 2.2). */
export function encodeStatusList(setIndexes: readonly bigint[]): string {
  const bits = new Uint8Array(Number(listLength / 8n))
  for (const index of setIndexes) {
    const position = Number(index % listLength)
    const byte = position >> 3
    bits[byte] = (bits[byte] ?? 0) | (0x80 >> (position & 7))
  }
  return `u${gzipSync(bits).toString('base64url')}`
}

/** The list as a signed credential. */
export async function signStatusList(
  issuer: Issuer,
  {
    list,
    endedIndexes,
    now,
  }: { readonly list: bigint; readonly endedIndexes: readonly bigint[]; readonly now: Date },
): Promise<string> {
  const id = issuer.statusListAddress(list)
  const issuedAtSeconds = Math.floor(now.getTime() / 1_000)
  const expiresAtSeconds = issuedAtSeconds + validitySeconds
  return await issuer.sign({
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: issuer.id(),
    validFrom: new Date(issuedAtSeconds * 1_000).toISOString(),
    validUntil: new Date(expiresAtSeconds * 1_000).toISOString(),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: encodeStatusList(endedIndexes),
    },
    iss: issuer.id(),
    jti: id,
    sub: `${id}#list`,
    nbf: issuedAtSeconds,
    exp: expiresAtSeconds,
  })
}
