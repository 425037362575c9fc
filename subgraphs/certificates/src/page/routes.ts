import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'

import type { HttpRoutes } from '@lyceum/kit'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'

import { listLength, signStatusList } from '../badge/status-list.ts'
import { readVerificationCode } from '../certificate/verification-code.ts'
import { CertificateStatus, statusOf, verifyCertificate } from '../certificate/verify-certificate.ts'
import { renderCertificate } from '../document/render-certificate.ts'
import type { CertificatesServices } from '../services.ts'
import { pageStyle, renderVerificationPage } from './verification-page.ts'

const styleHash = createHash('sha256').update(pageStyle).digest('base64')
/** The page may show its own style and nothing else: no script, no picture, no frame around it. */
const pageHeaders = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-cache',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
}
const fileHeaders = {
  'cache-control': 'private, no-cache',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
}
/** Lists and keys may lie in caches for a minute: a revocation is seen everywhere by then. */
const publishedHeaders = { 'cache-control': 'public, max-age=60', 'access-control-allow-origin': '*' }

interface ByCode {
  readonly Params: { readonly code: string }
}

/** What the public reads without signing in. A code of 128 random bits is the key to everything about its certificate. */
export function certificateRoutes(services: CertificatesServices): HttpRoutes {
  const { certificates, clock, issuer } = services

  /** The edition of a code, as long as it is valid. */
  async function findValid(typedCode: string) {
    const code = readVerificationCode(typedCode)
    const found = code === null ? null : await certificates.findByCode(code)
    if (found === null) return null
    return { ...found, isValid: statusOf(found.certificate, found.edition) === CertificateStatus.VALID }
  }

  async function readObject(key: string): Promise<Uint8Array> {
    const { stream } = await services.storage.read({ bucket: 'certificates', key })
    return await buffer(stream)
  }

  const plugin: FastifyPluginAsync = (app) => {
    app.get('/.well-known/jwks.json', (_request, reply) =>
      reply.headers(publishedHeaders).send(issuer.publicKeys()),
    )

    app.get<{ Params: { name: string } }>('/keys/:name', (request, reply) => {
      const key = issuer.findPublicKey(request.params.name)
      return key === null
        ? refuse(reply)
        : reply.headers(publishedHeaders).type('application/jwk+json').send(key)
    })

    app.get('/issuer', (_request, reply) =>
      reply.headers(publishedHeaders).type('application/ld+json').send(issuer.profile()),
    )

    app.get<{ Params: { list: string } }>('/status/:list', async (request, reply) => {
      if (!/^\d{1,9}$/.test(request.params.list)) return refuse(reply)
      const list = BigInt(request.params.list)
      const endedIndexes = await certificates.listEndedIndexes(list * listLength, (list + 1n) * listLength)
      const signed = await signStatusList(issuer, { list, endedIndexes, now: clock.now() })
      return reply.headers(publishedHeaders).type('application/vc+jwt').send(signed)
    })

    app.get<ByCode>('/:code.pdf', async (request, reply) => {
      const found = await findValid(request.params.code)
      if (found === null) return refuse(reply)
      if (!found.isValid) return refuseEnded(reply)
      const pdf = await renderCertificate({ issuer, pdf: services.pdf, readObject }, found)
      const filename = `certificate-${found.edition.code}.pdf`
      return reply
        .headers({ ...fileHeaders, 'content-disposition': `inline; filename="${filename}"` })
        .type('application/pdf')
        .send(Buffer.from(pdf))
    })

    // Also of an ended edition: its status list says so, which is what a verifier must learn to see.
    app.get<ByCode>('/:code/badge.jwt', async (request, reply) => {
      const found = await findValid(request.params.code)
      if (found === null) return refuse(reply)
      return reply.headers(fileHeaders).type('application/vc+jwt').send(found.edition.badge)
    })

    app.get<ByCode>('/:code', async (request, reply) => {
      const { code } = request.params
      const verification = await verifyCertificate(services, code)
      const isUnknown = verification.status === CertificateStatus.UNKNOWN
      return reply
        .code(isUnknown ? 404 : 200)
        .headers(pageHeaders)
        .type('text/html; charset=utf-8')
        .send(renderVerificationPage(verification, issuer.addressOf(readVerificationCode(code) ?? '')))
    })
    return Promise.resolve()
  }
  return { prefix: '/certificates', plugin }
}

function refuse(reply: FastifyReply): FastifyReply {
  const message = 'There is nothing under this address.'
  return reply.code(404).header('cache-control', 'no-store').send({ code: 'NOT_FOUND', message })
}

function refuseEnded(reply: FastifyReply): FastifyReply {
  const message = 'This certificate is no longer valid.'
  return reply.code(410).header('cache-control', 'no-store').send({ code: 'CERTIFICATE_REVOKED', message })
}
