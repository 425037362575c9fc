import type { RelaySubscription } from 'bullmq'
import type { Logger } from 'pino'
import { createLiveReader, type LiveReader } from './live-reader.ts'
import type { LiveBus, LiveChannel, LiveSubscription } from './live.ts'
import type { BackendRelay } from './queue-backend.ts'

interface OpenChannel {
  readonly readers: Set<LiveReader>
  readonly subscribed: Promise<RelaySubscription>
}

/** A live bus that its owner can end. */
export interface OwnedLiveBus extends LiveBus {
  /** Ends every subscription: its readers see the end of the iteration. */
  close(): void
}

/** In the place of messages that never came. */
const lost = Symbol('lost')

/** Live messages over BullMQ's relay, one underlying subscription per channel and process. */
export function createLiveBus(
  relay: Pick<BackendRelay, 'subscribe' | 'publish' | 'on'>,
  logger: Logger,
): OwnedLiveBus {
  const channels = new Map<string, OpenChannel>()
  // A short absence is none: the server keeps what comes meanwhile. After a long one it has forgotten who listened.
  relay.on('recovered', () => {
    for (const { readers } of channels.values()) for (const reader of readers) reader.push(lost)
  })

  function openChannel(name: string): OpenChannel {
    const known = channels.get(name)
    if (known !== undefined) return known
    const readers = new Set<LiveReader>()
    const subscribed = relay.subscribe<unknown>(name, ({ data }) => {
      for (const reader of readers) reader.push(data)
    })
    const channel = { readers, subscribed }
    channels.set(name, channel)
    subscribed.catch((error: unknown) => {
      if (channels.get(name) === channel) channels.delete(name)
      for (const reader of readers) reader.fail(error)
    })
    return channel
  }

  async function leave(name: string, reader: LiveReader): Promise<void> {
    const channel = channels.get(name)
    if (channel === undefined || !channel.readers.delete(reader) || channel.readers.size > 0) return
    channels.delete(name)
    try {
      const subscription = await channel.subscribed
      await subscription.unsubscribe()
    } catch (error) {
      logger.debug({ err: error, channel: name }, 'A live channel was not left; its lease ends by itself')
    }
  }

  return {
    async publish(channel, message) {
      await relay.publish(channel.name, channel.schema.parse(message))
    },
    subscribe<Message>({ name, schema }: LiveChannel<Message>): LiveSubscription<Message> {
      const channel = openChannel(name)
      const reader = createLiveReader()
      channel.readers.add(reader)
      const ready = channel.subscribed.then(() => undefined)
      // Who only iterates meets the error in `next()`.
      ready.catch(() => undefined)

      return {
        ready,
        async next() {
          for (;;) {
            const result = await reader.next()
            if (result.done === true) return { done: true, value: undefined }
            if (result.value === lost) return { done: false, value: null }
            // Parsed for each reader: what one does to its message, another one never sees.
            const parsed = schema.safeParse(result.value)
            if (parsed.success) return { done: false, value: parsed.data }
            logger.warn({ channel: name, err: parsed.error }, 'A live message does not match its channel')
          }
        },
        async return() {
          reader.end()
          await leave(name, reader)
          return { done: true, value: undefined }
        },
        [Symbol.asyncIterator]() {
          return this
        },
      }
    },
    close() {
      for (const { readers } of channels.values()) for (const reader of readers) reader.end()
      channels.clear()
    },
  }
}
