import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Secrets } from '@lyceum/all-in-one/secrets'

import { deriveSecret } from '../variables-of.ts'
import type { Variables } from '../variables-of.ts'
import { deploymentSecrets } from './deployment-secrets.ts'

/** Writes a file of variables for each service of docker-compose.yml, readable by its owner alone. @returns their names */
export async function writeComposeSecrets(secrets: Secrets, folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const files = Object.entries(composeSecrets(secrets))
  for (const [service, variables] of files) {
    await writeFile(join(folder, `${service}.env`), toFile(variables), { mode: 0o600 })
  }
  return files.map(([service]) => service)
}

function composeSecrets(secrets: Secrets): Readonly<Record<string, Variables>> {
  const databasePassword = deriveSecret(secrets, 'database')
  const redisPassword = deriveSecret(secrets, 'redis')
  return {
    ...deploymentSecrets(secrets, {
      databaseUrl: `postgresql://lyceum:${databasePassword}@postgres:5432/lyceum`,
      redisUrl: `redis://:${redisPassword}@redis:6379`,
    }),
    postgres: { POSTGRES_PASSWORD: databasePassword },
    redis: { REDIS_PASSWORD: redisPassword },
    grafana: { GF_SECURITY_ADMIN_PASSWORD: deriveSecret(secrets, 'grafana') },
  }
}

/** Keys are JSON: between single quotes Compose takes everything as it is, and JSON of ours has none. */
function toFile(variables: Variables): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('')
}
