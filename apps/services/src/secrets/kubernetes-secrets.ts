import type { Secrets } from '@lyceum/all-in-one/secrets'

import type { Variables } from '../variables-of.ts'
import { deploymentSecrets } from './deployment-secrets.ts'
import type { DeploymentAddresses } from './deployment-secrets.ts'

/** A Secret of Kubernetes. */
export interface KubernetesSecret {
  readonly apiVersion: 'v1'
  readonly kind: 'Secret'
  readonly metadata: { readonly name: string }
  readonly type: 'Opaque'
  readonly stringData: Variables
}

/** The Secrets that deploy/k8s refers to, `lyceum-<service>` each. */
export function kubernetesSecrets(
  secrets: Secrets,
  addresses: DeploymentAddresses,
): readonly KubernetesSecret[] {
  return Object.entries(deploymentSecrets(secrets, addresses)).map(([service, stringData]) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `lyceum-${service}` },
    type: 'Opaque',
    stringData,
  }))
}
