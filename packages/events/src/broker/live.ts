import { z } from 'zod'

/**
 * A channel of live messages. They carry ids and numbers, never the truth: the subscriber reads the row,
 * so a lost message costs latency and no data.
 */
export interface LiveChannel<Message> {
  readonly name: string
  readonly schema: z.ZodType<Message>
}

/** Declares a family of channels, one per key: `defineLiveChannel('media.progress', schema)(assetId)`. */
export function defineLiveChannel<Message>(
  prefix: string,
  schema: z.ZodType<Message>,
): (key: string) => LiveChannel<Message> {
  return (key) => ({ name: `${prefix}.${key}`, schema })
}

/**
 * Messages of a channel from now on; `null` says that some may have been lost, so that the rows are to be read without one.
 * `return()`, or leaving a `for await`, unsubscribes.
 */
export interface LiveSubscription<Message> extends AsyncIterableIterator<
  Message | null,
  undefined,
  undefined
> {
  /** Resolves once no message can be missed any more, but for those that `null` stands for: read the rows after it, then iterate. */
  readonly ready: Promise<void>
  return(): Promise<IteratorResult<Message | null, undefined>>
}

/** Publish and subscribe across every process of the platform, within a few milliseconds. */
export interface LiveBus {
  publish<Message>(channel: LiveChannel<Message>, message: Message): Promise<void>
  /**
   * Subscribers of one process share one underlying subscription per channel. Each has a bounded buffer: a reader
   * slower than that loses the oldest messages.
   */
  subscribe<Message>(channel: LiveChannel<Message>): LiveSubscription<Message>
}
