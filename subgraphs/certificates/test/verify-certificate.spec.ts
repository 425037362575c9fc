import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { Role } from '@lyceum/kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { myCertificates, reissueCertificate, revokeCertificate, verifyCertificate } from './operations.ts'
import { createSchool, earned, newLearner, publicUrl, userEvent } from './school.ts'
import type { Learner, School } from './school.ts'

let school: School
beforeAll(async () => {
  school = await createSchool()
})
afterAll(() => school[Symbol.asyncDispose]())

async function givenCertificate(name = 'Ada Lovelace') {
  const learner = newLearner()
  await school.emit(...earned(learner, name))
  return { learner, ...(await readCertificate(learner)) }
}

async function readCertificate({ userId }: Learner) {
  const { data } = await school.person({ id: userId }).execute(myCertificates)
  return data.myCertificates.edges[0].node
}

async function revoke(certificateId: string) {
  const administrator = school.person({ roles: [Role.ADMINISTRATOR] })
  await administrator.execute(revokeCertificate, {
    input: { certificateId, reason: 'Taken by somebody else' },
  })
}

async function readText(path: string): Promise<string> {
  return (await school.fetch(path)).body
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

/** What a process that was only handed published material makes of a badge. */
async function verifyOffline(badge: string) {
  const claims = JSON.parse(Buffer.from(badge.split('.')[1] ?? '', 'base64url').toString())
  const child = spawn(process.execPath, [fileURLToPath(new URL('./offline-verifier.mjs', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const keys = JSON.parse(await readText('.well-known/jwks.json'))
  const statusList = await readText(claims.credentialStatus.statusListCredential)
  child.stdin.end(JSON.stringify({ badge, keys, statusList }))
  return JSON.parse(await text(child.stdout))
}

describe('a badge', () => {
  it('is verified offline with the published key, and has exactly the headers and claims of its standard', async () => {
    const { learner, code, serial, badgeUrl } = await givenCertificate()
    const badge = await readText(badgeUrl)
    const { isAuthentic, isRevoked, header, credential } = await verifyOffline(badge)
    expect({ isAuthentic, isRevoked }).toEqual({ isAuthentic: true, isRevoked: false })
    expect(header).toEqual({ alg: 'RS256', typ: 'JWT', kid: expect.stringContaining(publicUrl) })
    const key = JSON.parse(await readText(header.kid))
    expect(key).toEqual({
      kty: 'RSA',
      n: expect.any(String),
      e: 'AQAB',
      alg: 'RS256',
      use: 'sig',
      kid: header.kid,
    })
    const seconds = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect(credential).toEqual({
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ],
      id: `${publicUrl}/certificates/${code}`,
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      name: 'IoT for Beginners',
      issuer: { id: `${publicUrl}/certificates/issuer`, type: ['Profile'], name: 'Lyceum' },
      validFrom: seconds,
      awardedDate: seconds,
      credentialSubject: {
        id: `urn:uuid:${learner.userId}`,
        type: ['AchievementSubject'],
        identifier: [
          { type: 'IdentityObject', identityHash: 'Ada Lovelace', identityType: 'name', hashed: false },
        ],
        achievement: {
          id: `urn:uuid:${learner.courseId}`,
          type: ['Achievement'],
          achievementType: 'CertificateOfCompletion',
          name: 'IoT for Beginners',
          description: `Certificate ${serial} for the course “IoT for Beginners”.`,
          criteria: { narrative: expect.any(String) },
        },
      },
      credentialStatus: {
        id: expect.stringMatching(/\/certificates\/status\/0#\d+$/),
        type: 'BitstringStatusListEntry',
        statusPurpose: 'revocation',
        statusListIndex: expect.stringMatching(/^\d+$/),
        statusListCredential: `${publicUrl}/certificates/status/0`,
      },
      credentialSchema: [{ id: expect.any(String), type: '1EdTechJsonSchemaValidator2019' }],
      iss: `${publicUrl}/certificates/issuer`,
      jti: `${publicUrl}/certificates/${code}`,
      nbf: expect.any(Number),
      sub: `urn:uuid:${learner.userId}`,
    })
  })

  it('that was changed or signed by somebody else is not authentic', async () => {
    const { badgeUrl } = await givenCertificate()
    const [header = '', payload = '', signature = ''] = (await readText(badgeUrl)).split('.')
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), name: 'Medicine' }
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url')
    expect(await verifyOffline([header, forged, signature].join('.'))).toEqual({
      isAuthentic: false,
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    })
  })

  it('is seen as revoked by who reads the status list, and its neighbours are not', async () => {
    const [neighbour, revoked] = [await givenCertificate(), await givenCertificate()]
    await revoke(revoked.id)
    expect(await verifyOffline(await readText(revoked.badgeUrl))).toMatchObject({ isRevoked: true })
    expect(await verifyOffline(await readText(neighbour.badgeUrl))).toMatchObject({ isRevoked: false })
  })

  it('of an edition that was replaced is seen as revoked, the new one is valid', async () => {
    const { learner, id: certificateId, badgeUrl } = await givenCertificate()
    await school.emit(userEvent(learner.userId, 'Ada King', 2))
    await school.person({ id: learner.userId }).execute(reissueCertificate, { input: { certificateId } })
    expect(await verifyOffline(await readText(badgeUrl))).toMatchObject({ isRevoked: true })
    const { badgeUrl: newBadgeUrl } = await readCertificate(learner)
    expect(await verifyOffline(await readText(newBadgeUrl))).toMatchObject({ isRevoked: false })
  })
})

describe('verifyCertificate', () => {
  it('tells anybody who has the code, however it was typed', async () => {
    const { code, serial } = await givenCertificate()
    const typed = ` ${code.toLowerCase().slice(0, 10)}-${code.slice(10)}`
    const { data } = await school.anonymous.execute(verifyCertificate, { code: typed })
    expect(data.verifyCertificate).toEqual({
      status: 'VALID',
      serial,
      holderName: 'Ada Lovelace',
      courseTitle: 'IoT for Beginners',
      issuerName: 'Lyceum',
    })
  })

  it.each(['', 'nonsense', '0'.repeat(26), "' OR 1=1 --"])('does not know %o', async (code) => {
    const { data, errors } = await school.anonymous.execute(verifyCertificate, { code })
    expect(errors).toBeUndefined()
    expect(data.verifyCertificate).toMatchObject({ status: 'UNKNOWN', holderName: null })
  })

  it('says that it was revoked, and not why', async () => {
    const { id, code } = await givenCertificate()
    await revoke(id)
    const { data } = await school.anonymous.execute(verifyCertificate, { code })
    expect(data.verifyCertificate).toMatchObject({ status: 'REVOKED', holderName: 'Ada Lovelace' })
    expect(await readText(code)).not.toContain('somebody else')
  })
})

describe('the page of a code', () => {
  it('says without login that the certificate is valid, and loads nothing', async () => {
    const { code } = await givenCertificate('Ada <script>alert(1)</script>')
    const page = await school.fetch(code)
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'/)
    expect(page.body).toContain('Valid certificate</h1>')
    expect(page.body).toContain('<html lang="en">')
    expect(page.body).toContain('Ada &#60;script&#62;')
    expect(page.body).not.toMatch(/<script|<img|<link|@import|url\(/)
  })

  it('says in Arabic letters whose it is, with their language', async () => {
    const { code } = await givenCertificate('محمد عبد الرحمن')
    expect(await readText(code)).toContain('<bdi lang="ar">محمد عبد الرحمن</bdi>')
  })

  it('says that it is revoked, or that nobody knows it', async () => {
    const { id, code } = await givenCertificate()
    await revoke(id)
    expect(await readText(code)).toContain('Revoked certificate</h1>')
    const unknown = await school.fetch('0'.repeat(26))
    expect(unknown.statusCode).toBe(404)
    expect(unknown.body).toContain('Unknown certificate</h1>')
  })
})

describe('the PDF of a code', () => {
  it.each([
    ['Ada Lovelace', 'en', 'NotoSerif-Regular'],
    ['محمد عبد الرحمن', 'ar', 'NotoNaskhArabic'],
    ['נועה בן־דוד', 'he', 'NotoSerifHebrew'],
    ['श्रीलक्ष्मी क्षत्रिय', 'hi', 'NotoSerifDevanagari'],
    ['歐陽修', 'zh', 'NotoSerifSC'],
    ['山田さくら', 'ja', 'NotoSerifSC'],
    ['김민준', 'ko', 'NanumMyeongjo'],
  ])('is archival, tagged in its language and one landscape page for %s', async (name, lang, font) => {
    const { pdfUrl } = await givenCertificate(name)
    const { statusCode, headers, rawPayload } = await school.fetch(pdfUrl)
    expect([statusCode, headers['content-type']]).toEqual([200, 'application/pdf'])
    const pdf = rawPayload.toString('latin1')
    expect(pdf).toMatch(/^%PDF-1\.7/)
    expect(pdf).toMatch(/<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>A</)
    expect(pdf).toMatch(/\/OutputIntents/)
    expect(pdf).not.toMatch(/\/(Encrypt|JavaScript|JS|Launch|EmbeddedFile|LZWDecode)\b/)
    expect(countOf(pdf, /\/Type\s*\/Page\b/g)).toBe(1)
    expect(pdf).toMatch(/\/MediaBox \[0 0 841\.8\d* 595\.2\d*\]/)

    expect(pdf).toMatch(/\/Marked true/)
    expect(pdf).toContain('/StructTreeRoot')
    expect(countOf(pdf, /\/S \/H1\b/g)).toBe(1)
    expect(countOf(pdf, /\/S \/P\b/g)).toBeGreaterThan(4)
    expect(countOf(pdf, /\/S \/Figure\b/g)).toBe(countOf(pdf, /\/Alt \(/g))
    expect(pdf).toContain(`/Lang (${lang})`)

    expect(pdf).toMatch(new RegExp(`/FontName /[A-Z]{6}\\+${font}`))
    const fonts = countOf(pdf, /\/Type \/FontDescriptor\b/g)
    expect(countOf(pdf, /\/FontFile[23] \d+ 0 R/g)).toBe(fonts)
    expect(countOf(pdf, /\/ToUnicode \d+ 0 R/g)).toBe(fonts)
  })

  it('is the same to the byte each time', async () => {
    const { pdfUrl } = await givenCertificate()
    const [first, second] = [await school.fetch(pdfUrl), await school.fetch(pdfUrl)]
    expect(first.rawPayload.equals(second.rawPayload)).toBe(true)
  })

  it('is printed, without the promise of archiving, for letters that no font has', async () => {
    const { pdfUrl } = await givenCertificate('ቀዳማዊ ኃይለ ሥላሴ')
    const { statusCode, rawPayload } = await school.fetch(pdfUrl)
    expect(statusCode).toBe(200)
    expect(rawPayload.toString('latin1')).not.toContain('pdfaid')
  })

  it('is gone when the certificate is revoked', async () => {
    const { id, pdfUrl } = await givenCertificate()
    await revoke(id)
    expect((await school.fetch(pdfUrl)).statusCode).toBe(410)
    expect((await school.fetch(`${'0'.repeat(26)}.pdf`)).statusCode).toBe(404)
  })
})
