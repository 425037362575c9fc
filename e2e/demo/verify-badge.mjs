// A stranger: a process of its own that shares no code with the platform and asks it nothing. What it knows is on its standard
// input: a badge, the published keys and the published status list.
import { text } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'

import { createLocalJWKSet, jwtVerify } from 'jose'

const { badge, keys, statusList } = JSON.parse(await text(process.stdin))
const keySet = createLocalJWKSet(keys)
const { payload: credential } = await jwtVerify(badge, keySet, { algorithms: ['RS256'] })
const { payload: list } = await jwtVerify(statusList, keySet, { algorithms: ['RS256'] })

const { credentialStatus, credentialSubject, issuer } = credential
if (credential.iss !== issuer.id || list.iss !== issuer.id) throw new Error('Somebody else signed this')
if (list.id !== credentialStatus.statusListCredential) throw new Error('This is another status list')

// The left-most bit of the list is its place 0.
const bits = gunzipSync(Buffer.from(list.credentialSubject.encodedList.slice(1), 'base64url'))
const place = Number(credentialStatus.statusListIndex)
const isRevoked = (bits[place >> 3] & (0x80 >> (place & 7))) !== 0
const holderName = credentialSubject.identifier[0].identityHash
process.stdout.write(JSON.stringify({ isRevoked, holderName, achievement: credential.name }))
