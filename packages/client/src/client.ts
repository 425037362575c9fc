import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import type { GraphQLFormattedError } from 'graphql'
import { createClient as createSocketClient } from 'graphql-ws'
import { WebSocket } from 'ws'

/** What a document's answer holds. */
export type DataOf<Document> = Document extends TypedDocumentNode<infer Data, never> ? Data : never

/** An answer as it came. */
export interface Response<Data> {
  readonly status: number
  readonly data: Data | null
  readonly errors: readonly GraphQLFormattedError[]
  /** The id to name when asking the operators about this request. */
  readonly requestId: string | null
}

/** Thrown by `execute` when an answer has errors. */
export class GraphQLRequestError extends Error {
  override readonly name = 'GraphQLRequestError'

  constructor(readonly response: Response<unknown>) {
    const [first] = response.errors
    const code = first?.extensions?.['code']
    super(
      `${typeof code === 'string' ? code : response.status}: ${first?.message ?? 'no answer'} (request ${response.requestId ?? 'unknown'})`,
    )
  }
}

export interface Subscription<Data>
  extends AsyncIterableIterator<Data, undefined, undefined>, AsyncDisposable {
  /**
   * Cuts the connection as a network would; the client connects again and resumes.
   * @param until when to connect again. @default at once
   */
  cut(until?: Promise<unknown>): void
}

/** The platform as one person uses it, over HTTP and WebSocket. */
export interface Client {
  /** The answer with its errors, whatever they are. */
  send<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Response<Data>>
  /** The data. @throws {GraphQLRequestError} when there are errors */
  execute<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data>
  /**
   * The events of a subscription. `resume` reads the cursor of an event; it is sent as the variable `after` when the connection
   * is made anew, so that nothing is missed.
   */
  subscribe<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    resume?: (data: Data) => string | null | undefined,
  ): Subscription<Data>
}

export interface ClientOptions {
  /** For example `http://127.0.0.1:4000/graphql`. */
  readonly endpoint: string
  /** The access token to send, asked for at every request. */
  readonly accessToken?: () => string | null
}

export function createClient({ endpoint, accessToken = () => null }: ClientOptions): Client {
  async function send<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Response<Data>> {
    const token = accessToken()
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        accept: 'application/graphql-response+json, application/json',
        'content-type': 'application/json',
        ...(token !== null && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query: print(document), variables }),
    })
    const body = (await response.json()) as { data?: Data | null; errors?: GraphQLFormattedError[] }
    return {
      status: response.status,
      data: body.data ?? null,
      errors: body.errors ?? [],
      requestId: response.headers.get('x-request-id'),
    }
  }

  return {
    send,
    async execute(document, variables) {
      const response = await send(document, variables)
      if (response.errors.length > 0 || response.data === null) throw new GraphQLRequestError(response)
      return response.data
    },
    subscribe: (document, variables, resume) => subscribe({ document, variables, resume }),
  }

  function subscribe<Data, Variables extends Record<string, unknown>>(options: {
    readonly document: TypedDocumentNode<Data, Variables>
    readonly variables: Variables
    readonly resume: ((data: Data) => string | null | undefined) | undefined
  }): Subscription<Data> {
    let socket: WebSocket | undefined
    let mayReconnect: Promise<unknown> = Promise.resolve()
    const client = createSocketClient({
      url: endpoint.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: () => {
        const token = accessToken()
        return token === null ? {} : { authorization: `Bearer ${token}` }
      },
      retryAttempts: Infinity,
      retryWait: async () => void (await mayReconnect),
      on: { connected: (connected) => void (socket = connected as WebSocket) },
    })
    // graphql-ws sends this very object again when it reconnects.
    const payload = {
      query: print(options.document),
      variables: { ...options.variables } as Record<string, unknown>,
    }
    const results = client.iterate<Data>(payload)

    async function next(): Promise<IteratorResult<Data, undefined>> {
      const { done, value } = await results.next()
      if (done === true) return { done: true, value: undefined }
      const [error] = value.errors ?? []
      if (error !== undefined)
        throw new Error(`The subscription failed: ${error.message}`, { cause: value.errors })
      const data = value.data as Data
      const cursor = options.resume?.(data)
      if (cursor != null) payload.variables['after'] = cursor
      return { done: false, value: data }
    }

    async function close(): Promise<void> {
      await results.return?.()
      await client.dispose()
    }
    return {
      next,
      async return() {
        await close()
        return { done: true, value: undefined }
      },
      cut(until = Promise.resolve()) {
        mayReconnect = until
        socket?.terminate()
      },
      [Symbol.asyncIterator]() {
        return this
      },
      [Symbol.asyncDispose]: close,
    }
  }
}
