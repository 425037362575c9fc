/** What the server tells the playground page. */
export interface PlaygroundConfig {
  /** Where queries and mutations are posted, on the page's own origin: `/graphql`. */
  readonly endpoint: string
  /** Where subscriptions connect (graphql-ws), on the page's own origin: `/graphql`. */
  readonly subscriptionEndpoint: string
  /** The path under which the server serves {@link playgroundAssetsFolder}, without a slash at its end. */
  readonly assetsPath: string
  /** The tabs of a first visit; later visits find their own tabs again. */
  readonly examples: readonly PlaygroundExample[]
}

/** A tab with an operation to try. */
export interface PlaygroundExample {
  /** Shown as a comment above the operation. The tab itself is called like the operation. */
  readonly title: string
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  /** Sent with the operation, over HTTP as headers and over WebSocket as connection parameters. */
  readonly headers?: Readonly<Record<string, string>>
}

/** The id of the page's script element that holds the configuration as JSON. */
export const playgroundConfigElementId = 'playground-config'
