import { createGraphiQLFetcher } from '@graphiql/toolkit'
import type { Fetcher } from '@graphiql/toolkit'
import { createClient } from 'graphql-ws'
import type { Client } from 'graphql-ws'
import type { PlaygroundConfig } from '../src/playground-config.ts'

type Headers = Readonly<Record<string, unknown>>

/**
 * Queries and mutations go over HTTP, subscriptions over WebSocket, both with what stands in the headers
 * editor: a browser cannot set headers on a WebSocket, so there they are the connection parameters.
 */
export function createFetcher({ endpoint, subscriptionEndpoint }: PlaygroundConfig): Fetcher {
  const clientFor = createClientCache(absoluteWebSocketUrl(subscriptionEndpoint))
  return (parameters, options) => {
    const wsClient = clientFor(options?.headers ?? {})
    return createGraphiQLFetcher({ url: endpoint, wsClient })(parameters, options)
  }
}

/** A connection keeps the identity it was opened with, so other headers need another client. */
function createClientCache(url: string): (headers: Headers) => Client {
  let current: { readonly key: string; readonly client: Client } | undefined
  return (headers) => {
    const key = JSON.stringify(headers)
    // The former client is lazy: it closes its connection by itself after its last subscription.
    if (current?.key !== key)
      current = { key, client: createClient({ url, connectionParams: { ...headers } }) }
    return current.client
  }
}

function absoluteWebSocketUrl(path: string): string {
  const url = new URL(path, window.location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}
