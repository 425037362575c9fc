import { createHmac, hkdfSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The address of a master playlist with a signature that holds, made from the platform's own secret: nobody outside can have it
 * before the video is ready, so whatever it answers until then is what a leak would show.
 */
export async function forgePlaybackUrl(
  { url, dataFolder }: { readonly url: string; readonly dataFolder: string },
  { assetId, versionId }: { readonly assetId: string; readonly versionId: string },
): Promise<string> {
  const { playbackGrantSecret } = JSON.parse(await readFile(join(dataFolder, 'secrets.json'), 'utf8')) as {
    playbackGrantSecret: string
  }
  const key = Buffer.from(hkdfSync('sha256', playbackGrantSecret, '', 'lyceum playback token 1', 32))
  const expiry = Buffer.alloc(4)
  expiry.writeUInt32BE(Math.floor(Date.now() / 1_000) + 600)
  const signed = Buffer.concat([toBytes(assetId), toBytes(versionId), Buffer.alloc(16), expiry])
  const signature = createHmac('sha256', key).update(signed).digest().subarray(0, 20)
  return `${url}/media/play/${Buffer.concat([signed, signature]).toString('base64url')}/master.m3u8`
}

function toBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}
