import type { HttpRoutes } from '@lyceum/kit'
import { serveObject } from '@lyceum/ports/storage/serve-object'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'

import type { MediaServices } from '../services.ts'
import { contentDisposition } from './content-disposition.ts'
import { renderLadderText } from './render-playlists.ts'

/** Segments never change under their address; who may keep them is the viewer's own browser. */
const segmentCaching = 'private, max-age=3600, immutable'
/** Captions can be added while a link holds. */
const playlistCaching = 'private, max-age=0, must-revalidate'
/** An image or a text that a browser opens by itself must not run anything. */
const contentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

interface TokenParameters {
  readonly Params: { readonly token: string; readonly '*': string }
}

/** Uploads, playlists, segments, captions, posters and downloads. */
export function mediaRoutes(services: MediaServices, uploadRoutes?: FastifyPluginAsync): HttpRoutes {
  const { storage } = services

  /** The version a token opens, as long as it is still published. */
  async function findPublished(token: string) {
    const opened = services.playbackTokens.open(token)
    if (opened === null) return null
    const version = await services.versions.findVersion(opened.versionId)
    return version?.assetId === opened.assetId && version.state === 'READY' ? version : null
  }

  const plugin: FastifyPluginAsync = async (app) => {
    if (uploadRoutes !== undefined) await app.register(uploadRoutes, { prefix: '/uploads' })

    app.get<TokenParameters>('/play/:token/*', async (request, reply) => {
      const { token, '*': path } = request.params
      const version = await findPublished(token)
      const ladder = version && (await services.manifests.find(version.id))
      if (!version?.publishedPrefix || !ladder) return refuseToken(reply)
      if (ladder.files.has(path) && !path.endsWith('.m3u8')) {
        const object = { bucket: 'media', key: version.publishedPrefix + path } as const
        return await serveObject(request, reply, { storage, object, cacheControl: segmentCaching })
      }
      const captions = await services.captions.listCaptions([version.assetId])
      const rendered = renderLadderText(path, ladder.manifest, captions)
      if (rendered === null) return refusePath(reply)
      return reply
        .headers({ 'cache-control': playlistCaching, 'x-content-type-options': 'nosniff' })
        .type(rendered.contentType)
        .send(rendered.text)
    })

    app.get<TokenParameters>('/files/:token', async (request, reply) => {
      const version = await findPublished(request.params.token)
      if (!version?.publishedPrefix || version.durationSeconds !== null) return refuseToken(reply)
      return await serveObject(request, reply, {
        storage,
        object: { bucket: 'media', key: `${version.publishedPrefix}file` },
        cacheControl: segmentCaching,
        headers: {
          'content-disposition': contentDisposition(version.contentType, version.filename),
          'content-security-policy': contentSecurityPolicy,
        },
      })
    })
  }
  return { prefix: '/media', plugin }
}

function refuseToken(reply: FastifyReply): FastifyReply {
  const message = 'This link is not valid, or no longer.'
  return reply.code(403).header('cache-control', 'no-store').send({ code: 'FORBIDDEN', message })
}

function refusePath(reply: FastifyReply): FastifyReply {
  const message = 'There is no such file.'
  return reply.code(404).header('cache-control', 'no-store').send({ code: 'NOT_FOUND', message })
}
