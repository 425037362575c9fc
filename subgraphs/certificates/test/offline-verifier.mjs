// A stranger's verifier: a process of its own that shares no code with the platform and asks it nothing. It is handed a badge,
// the published keys and the published status list on its standard input, and prints what it makes of them.
import { text } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'

import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'

const { badge, keys, statusList } = JSON.parse(await text(process.stdin))

try {
  process.stdout.write(JSON.stringify(await verify()))
} catch (error) {
  process.stdout.write(JSON.stringify({ isAuthentic: false, code: error.code ?? String(error) }))
}

async function verify() {
  const keySet = createLocalJWKSet(keys)
  const options = { algorithms: ['RS256'] }
  const { payload: credential } = await jwtVerify(badge, keySet, options)
  const { payload: list } = await jwtVerify(statusList, keySet, options)
  const { credentialStatus, credentialSubject, issuer } = credential
  requireEqual(credential.iss, issuer.id)
  requireEqual(credential.jti, credential.id)
  requireEqual(credential.sub, credentialSubject.id)
  requireEqual(new Date(credential.nbf * 1_000).toISOString(), new Date(credential.validFrom).toISOString())
  requireEqual(list.id, credentialStatus.statusListCredential)
  requireEqual(list.iss, credential.iss)
  requireEqual(list.credentialSubject.statusPurpose, credentialStatus.statusPurpose)
  const { encodedList } = list.credentialSubject
  requireEqual(encodedList[0], 'u')
  const bits = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'))
  const index = Number(credentialStatus.statusListIndex)
  const isRevoked = (bits[index >> 3] & (0b1000_0000 >> (index & 7))) !== 0
  return { isAuthentic: true, isRevoked, header: decodeProtectedHeader(badge), credential }
}

function requireEqual(actual, expected) {
  if (actual !== expected) throw new Error(`expected ${expected}, found ${actual}`)
}
