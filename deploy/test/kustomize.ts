import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { parseAllDocuments } from 'yaml'

import { fromRoot } from '../../scripts/root.ts'
import { findTool } from './environment.ts'
import { manifestSchema } from './manifests.ts'
import type { Manifest } from './manifests.ts'

/** The overlays of deploy/k8s. */
export const environments = ['staging', 'production'] as const

/** What renders them. */
export const kustomize = {
  name: 'kustomize',
  advice: 'go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.1',
  find: () => findTool('kustomize'),
}
/** Renders an overlay as `kubectl apply -k` would. */
export async function build(kustomize: string, overlay: string): Promise<readonly Manifest[]> {
  const { stdout } = await promisify(execFile)(kustomize, [
    'build',
    fromRoot(`deploy/k8s/overlays/${overlay}`),
  ])
  return parseAllDocuments(stdout).map((document) => manifestSchema.parse(document.toJS()))
}
