import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { decodeJwt } from 'jose'

import { expectThat } from './step-runner.ts'

/** What a stranger finds in a badge. */
export interface Verdict {
  readonly isRevoked: boolean
  readonly holderName: string
  readonly achievement: string
}

/** A badge and all that is published for who wants to verify it. */
export interface Evidence {
  readonly badge: string
  readonly keys: unknown
  readonly statusList: string
}

/** Collects what is published about a badge. */
export async function collectEvidence(platformUrl: string, badgeUrl: string): Promise<Evidence> {
  const badge = await fetchText(badgeUrl)
  const { credentialStatus } = decodeJwt<{ credentialStatus: { statusListCredential: string } }>(badge)
  return {
    badge,
    keys: JSON.parse(await fetchText(`${platformUrl}/certificates/.well-known/jwks.json`)),
    statusList: await fetchText(credentialStatus.statusListCredential),
  }
}

/** Has a process that knows nothing else verify a badge. @throws {Error} when the stranger does not believe it */
export async function askStranger(evidence: Evidence): Promise<Verdict> {
  const stranger = spawn(process.execPath, [fileURLToPath(new URL('verify-badge.mjs', import.meta.url))], {
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const closed = once(stranger, 'close')
  stranger.stdin.end(JSON.stringify(evidence))
  const [said, complaint] = await Promise.all([text(stranger.stdout), text(stranger.stderr), closed])
  expectThat(stranger.exitCode === 0, `a stranger to believe the badge: ${complaint}`)
  return JSON.parse(said) as Verdict
}

/** Whether a stranger rejects the badge when it names another achievement under the same signature. */
export async function isForgeryNoticed({ badge, ...published }: Evidence): Promise<boolean> {
  const [header = '', , signature = ''] = badge.split('.')
  const claims = JSON.stringify({ ...decodeJwt(badge), name: 'Brain surgery' })
  const forged = [header, Buffer.from(claims).toString('base64url'), signature].join('.')
  try {
    await askStranger({ ...published, badge: forged })
    return false
  } catch (error) {
    return error instanceof Error && error.message.includes('ERR_JWS_SIGNATURE_VERIFICATION_FAILED')
  }
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url)
  expectThat(response.ok, `${url} to be published, not ${response.status}`)
  return await response.text()
}
