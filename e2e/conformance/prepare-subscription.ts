import { CreateUpload, createClient, present, succeeded } from '@lyceum/client'
import { Role } from '@lyceum/kit'
import type { TestTokens } from '@lyceum/testkit'

/** A subscription that says something at once and then stays open. */
export async function prepareSubscription(url: string, tokens: TestTokens) {
  const authorization = `Bearer ${await tokens.sign({ id: crypto.randomUUID(), roles: [Role.INSTRUCTOR] })}`
  const uploader = createClient({ endpoint: `${url}/graphql`, accessToken: () => authorization.slice(7) })
  const input = { filename: 'clip.mp4', contentType: 'video/mp4', sizeBytes: 1_000, kind: 'VIDEO' } as const
  const { createUpload } = await uploader.execute(CreateUpload, { input })
  const { id } = present(succeeded(createUpload).asset, 'asset')
  const query = 'subscription ($id: ID!) { mediaAssetUpdated(id: $id) { id } }'
  return {
    params: { authorization },
    payload: { query, variables: { id } },
    data: { mediaAssetUpdated: { id } },
  }
}
