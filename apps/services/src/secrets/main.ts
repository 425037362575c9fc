import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { readOrCreateSecrets } from '@lyceum/all-in-one/secrets'

import { readDeploymentAddresses } from '../environment.ts'
import { writeComposeSecrets } from './compose-secrets.ts'
import { kubernetesSecrets } from './kubernetes-secrets.ts'

const usage = `npm run secrets -- compose      write a file of secrets for each service of docker-compose.yml
npm run --silent secrets -- kubernetes | kubectl apply -n NAMESPACE -f -
                               print the Secrets that deploy/k8s refers to; DATABASE_URL (its owner's) and REDIS_URL are
                               read from the environment

  --folder FOLDER   where the secrets are kept that all others come from: drawn on the first call, the same ever after
                    (default .lyceum/compose, .lyceum/kubernetes). Keep it, and keep it to yourself.`

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { folder: { type: 'string' } },
  })
  const [kind = ''] = positionals
  const folder = resolve(values.folder ?? `.lyceum/${kind}`)
  switch (kind) {
    case 'compose': {
      const names = await writeComposeSecrets(await openSecrets(folder), folder)
      process.stdout.write(`Written to ${folder}: ${names.map((name) => `${name}.env`).join(', ')}\n`)
      return
    }
    case 'kubernetes': {
      const addresses = readDeploymentAddresses(process.env)
      const items = kubernetesSecrets(await openSecrets(folder), addresses)
      process.stdout.write(`${JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 2)}\n`)
      return
    }
    default:
      throw new Error(usage)
  }
}

async function openSecrets(folder: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return readOrCreateSecrets(folder)
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
