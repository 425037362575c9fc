import { fastify } from 'fastify'

import { createFilesystemStorage, filesystemUploadRoutes } from '../src/storage/filesystem.ts'

/** A process that only receives uploads, to be killed: `node upload-server.ts ROOT SECRET`, says its address. */
const [root = '', secret = ''] = process.argv.slice(2)
const app = fastify()
const storage = await createFilesystemStorage({ root, secret, uploadsUrl: () => '' })
app.register(filesystemUploadRoutes(storage), { prefix: '/uploads' })
process.send?.(await app.listen({ port: 0, host: '127.0.0.1' }))
