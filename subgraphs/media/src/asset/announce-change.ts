import type { MediaServices } from '../services.ts'
import { mediaChangedChannel } from './media-channel.ts'

/** Tells those who watch an asset to read it again. It may be lost: the rows are the truth, and the watchers poll too. */
export async function announceChange(
  { live, logger }: Pick<MediaServices, 'live' | 'logger'>,
  assetId: string,
): Promise<void> {
  try {
    await live.publish(mediaChangedChannel(assetId), { assetId })
  } catch (error) {
    logger.warn({ err: error, assetId }, 'a change of an asset was not announced')
  }
}
