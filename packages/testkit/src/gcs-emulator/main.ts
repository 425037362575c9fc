import { parseArgs } from 'node:util'

import { ensureBuckets } from '@lyceum/ports/storage/gcs'

import { openGcsFront } from './front.ts'

const usage = 'main.ts --upstream ORIGIN --bucket-prefix PREFIX [--host HOST] [--port PORT]'

const { values } = parseArgs({
  options: {
    /** Where fake-gcs-server is. */
    upstream: { type: 'string' },
    'bucket-prefix': { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '4443' },
  },
})
const { upstream, 'bucket-prefix': bucketPrefix, host, port } = values
if (upstream === undefined || bucketPrefix === undefined) throw new Error(usage)

// Without a key that is registered any signature of the right form is taken: this stands in for a bucket on one's own machine.
await ensureBuckets({ projectId: 'local', bucketPrefix, apiEndpoint: upstream })
const front = await openGcsFront({ upstream, host, port: Number(port) })
process.stdout.write(`Listening at ${front.origin}\n`)
process.once('SIGTERM', () => void front.close())
