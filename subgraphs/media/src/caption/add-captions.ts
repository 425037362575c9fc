import { BasicUserError, UserErrorCode, checkInput, fail, succeed } from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { MediaFailure, parseCaptions, renderCaptions } from '@lyceum/transcoder/hls'
import { z } from 'zod'

import { announceChange } from '../asset/announce-change.ts'
import type { MediaAssetRecord } from '../asset/media-asset.ts'
import { requireManagedAsset } from '../asset/require-managed-asset.ts'
import type { MediaContext } from '../context.ts'
import type { MediaServices } from '../services.ts'
import { toLanguageTag } from './language-tag.ts'

const mostLanguages = 50

const inputSchema = z.object({
  assetId: z.string(),
  language: z.string().transform((tag, context) => {
    const language = toLanguageTag(tag)
    if (language !== null) return language
    context.addIssue({ code: 'custom', message: 'Not a BCP 47 language tag' })
    return z.NEVER
  }),
  label: z.string().trim().min(1, 'Name the language').max(60, 'At most 60 characters'),
  webVtt: z.string(),
})

/** Adds captions in a language; those that were there in it before are replaced. */
export async function addCaptions(
  services: MediaServices,
  context: MediaContext,
  input: unknown,
): Promise<Outcome<{ asset: MediaAssetRecord }>> {
  const checked = checkInput<z.output<typeof inputSchema>>(inputSchema, input)
  if (!checked.ok) return checked
  const { assetId, language, label } = checked.value
  const asset = await requireManagedAsset(services, context, assetId)
  if (asset.kind !== 'VIDEO' && asset.kind !== 'AUDIO') return fail(nothingToCaption())
  const webVtt = normalizeCaptions(checked.value.webVtt)
  if (!webVtt.ok) return webVtt
  const known = await services.captions.listCaptions([assetId])
  if (known.length >= mostLanguages && !known.some((caption) => caption.language === language)) {
    return fail(
      new BasicUserError(UserErrorCode.LIMIT_REACHED, 'There are too many languages.', ['input', 'language']),
    )
  }
  const changed = await services.inTransaction(context, async ({ assets, captions }) => {
    const touched = await assets.touchAsset(assetId)
    if (touched !== null) await captions.saveCaption({ assetId, language, label, webVtt: webVtt.text })
    return touched
  })
  await announceChange(services, assetId)
  return succeed({ asset: changed ?? asset })
}

function normalizeCaptions(text: string): Outcome<{ text: string }> {
  try {
    return succeed({ text: renderCaptions(parseCaptions(Buffer.from(text))) })
  } catch (error) {
    if (!(error instanceof MediaFailure)) throw error
    return fail(new BasicUserError(UserErrorCode.INVALID_CAPTIONS, error.message, ['input', 'webVtt']))
  }
}

function nothingToCaption(): BasicUserError {
  const message = 'Only video and audio have captions.'
  return new BasicUserError(UserErrorCode.UNSUITABLE_MEDIA, message, ['input', 'assetId'])
}
