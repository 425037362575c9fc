import { createHash } from 'node:crypto'

import {
  BasicUserError,
  Role,
  UserErrorCode,
  checkInput,
  fail,
  hasRole,
  requirePermission,
  succeed,
} from '@lyceum/kit'
import type { Outcome } from '@lyceum/kit'
import { PdfError } from '@lyceum/ports/pdf'
import { z } from 'zod'

import type { CertificatesContext } from '../context.ts'
import type { CertificatesServices } from '../services.ts'
import { readPngSize } from './png.ts'

const maximumBytes = 100_000
const maximumWidth = 2_000
const maximumHeight = 1_000

const inputSchema = z.object({
  imageBase64: z
    .base64('must be base64')
    .max(Math.ceil(maximumBytes / 3) * 4, `at most ${maximumBytes} bytes`)
    .nullish(),
})

export type SetSignature = z.input<typeof inputSchema>

/** Sets or removes the picture of an instructor's signature. Certificates that were issued before keep what they had. */
export async function setSignature(
  services: CertificatesServices,
  context: CertificatesContext,
  input: SetSignature,
): Promise<Outcome<{ isSet: boolean }>> {
  const { id: userId } = requirePermission(context.viewer, (viewer) => hasRole(viewer, Role.INSTRUCTOR))
  const checked = checkInput(inputSchema, input)
  if (!checked.ok) return checked
  const { imageBase64 } = checked.value
  if (imageBase64 == null) {
    await services.templates.removeSignature(userId)
    return succeed({ isSet: false })
  }
  const picture = Buffer.from(imageBase64, 'base64')
  if (!(await isPrintable(services, picture))) {
    const message = `The signature must be a PNG of at most ${maximumWidth} x ${maximumHeight} pixels`
    return fail(new BasicUserError(UserErrorCode.UNSUITABLE_IMAGE, message, ['input', 'imageBase64']))
  }
  // The key says what is in it: a picture that certificates refer to is never replaced.
  const digest = createHash('sha256').update(picture).digest('hex')
  const key = `signatures/${userId}/${digest}.png`
  await services.storage.write({ bucket: 'certificates', key }, picture, { contentType: 'image/png' })
  await services.templates.saveSignature(userId, key, services.clock.now())
  return succeed({ isSet: true })
}

/** Prints it once: a picture that breaks the printer must not wait for somebody's certificate. */
async function isPrintable(
  { pdf, clock }: Pick<CertificatesServices, 'pdf' | 'clock'>,
  picture: Buffer,
): Promise<boolean> {
  const size = readPngSize(picture)
  if (size === null || size.width > maximumWidth || size.height > maximumHeight) return false
  const template = '#set document(title: "Signature", date: auto)\n#image("signature.png", alt: "Signature")'
  const assets = { 'signature.png': picture }
  try {
    await pdf.render({ template, data: null, assets, standard: 'a-2a', createdAt: clock.now() })
    return true
  } catch (error) {
    if (error instanceof PdfError) return false
    throw error
  }
}
