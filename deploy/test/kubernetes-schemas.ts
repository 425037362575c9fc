import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { Ajv } from 'ajv'
import { z } from 'zod'

import type { Manifest } from './manifests.ts'

/** The release whose published schemas manifests have to satisfy; Kubernetes ships them in its Go module. */
const kubernetesModule = 'k8s.io/kubernetes@v1.34.2'

const kindSchema = z.object({ group: z.string(), version: z.string(), kind: z.string() })
const definitionSchema = z.looseObject({
  properties: z.record(z.string(), z.looseObject({})).optional(),
  'x-kubernetes-group-version-kind': z.array(kindSchema).optional(),
})
const swaggerSchema = z.object({ definitions: z.record(z.string(), definitionSchema) })
type Definition = z.output<typeof definitionSchema>

/** What is wrong with a manifest, one line each. */
export type ManifestCheck = (manifest: Manifest) => readonly string[]

/** Fetches the schemas through the Go module proxy, or finds them in Go's cache; null without Go or without either. */
export async function findKubernetesSchemas(): Promise<string | null> {
  try {
    const download = ['mod', 'download', '-json', kubernetesModule]
    const { stdout } = await promisify(execFile)('go', download, { cwd: tmpdir(), timeout: 120_000 })
    const { Dir } = z.object({ Dir: z.string() }).parse(JSON.parse(stdout))
    return join(Dir, 'api/openapi-spec/swagger.json')
  } catch {
    return null // The suite says so.
  }
}

/** Checks manifests as an API server in strict mode does: types, what is required, and no field that it does not know. */
export async function loadManifestCheck(schemasFile: string): Promise<ManifestCheck> {
  const { definitions } = swaggerSchema.parse(JSON.parse(await readFile(schemasFile, 'utf8')))
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema({
    $id: 'kubernetes',
    definitions: Object.fromEntries(
      Object.entries(definitions).map(([name, definition]) => [name, toStrict(definition)]),
    ),
  })
  const names = new Map(
    Object.entries(definitions).flatMap(([name, definition]) =>
      (definition['x-kubernetes-group-version-kind'] ?? []).map((of) => [toKey(of), name] as const),
    ),
  )
  return ({ apiVersion, kind, ...rest }) => {
    const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion]
    const name = names.get(toKey({ group, version, kind }))
    if (name === undefined) return [`${apiVersion} has no ${kind}`]
    const validate = ajv.compile({ $ref: `kubernetes#/definitions/${name}` })
    if (validate({ apiVersion, kind, ...rest })) return []
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${kind}${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }
}

const toKey = ({ group, version, kind }: z.output<typeof kindSchema>): string => `${group}/${version}/${kind}`

/** What has properties has no others; what is a number or a name may be either. */
function toStrict(definition: Definition): Definition {
  if (definition['format'] === 'int-or-string') return { type: ['integer', 'string'] }
  const isOpen = definition.properties === undefined || 'additionalProperties' in definition
  return isOpen ? definition : { ...definition, additionalProperties: false }
}
