import { readFile } from 'node:fs/promises'

import { renderDespiteMissingGlyphs } from '@lyceum/ports/pdf'
import type { PdfData, PdfRenderer } from '@lyceum/ports/pdf'
import { toString as renderQrCode } from 'qrcode'

import type { Issuer } from '../badge/issuer.ts'
import { formatSerial } from '../certificate/certificate.ts'
import type { CertificateRecord, EditionRecord, Signatory } from '../certificate/certificate.ts'
import { formatVerificationCode } from '../certificate/verification-code.ts'
import { describeText } from './script.ts'

/** How many signatures a page has room for; further instructors are named below them. */
const signatureRoom = { CLASSIC: 2, MODERN: 3 } as const

const templateUrl = new URL('./certificate.typ', import.meta.url)

/** What printing needs: a printer, addresses, and the pictures of signatures. */
export interface Printing {
  readonly pdf: PdfRenderer
  readonly issuer: Pick<Issuer, 'addressOf'>
  /** The bytes of an object in the bucket `certificates`. */
  readObject(key: string): Promise<Uint8Array>
}

/** What is printed. */
export interface PrintedEdition {
  readonly certificate: Pick<CertificateRecord, 'serialYear' | 'serialNumber'>
  readonly edition: Pick<EditionRecord, 'code' | 'content' | 'issuedAt'>
}

/** The page to print: A4 landscape, PDF/A-2a. The same edition gives the same bytes. */
export async function renderCertificate(
  printing: Printing,
  { certificate, edition }: PrintedEdition,
): Promise<Uint8Array> {
  const { content, issuedAt } = edition
  const room = signatureRoom[content.design]
  const signatories = content.signatories.slice(0, room)
  const pictures = await readSignatures(printing, signatories)
  const verificationUrl = printing.issuer.addressOf(edition.code)
  return await renderDespiteMissingGlyphs(printing.pdf, {
    template: await readFile(templateUrl, 'utf8'),
    data: toData({ certificate, edition, verificationUrl, pictures }),
    assets: {
      'qr.svg': Buffer.from(await renderQrCode(verificationUrl, { type: 'svg', margin: 0 })),
      ...pictures,
    },
    standard: 'a-2a',
    createdAt: issuedAt,
  })
}

interface Printed extends PrintedEdition {
  readonly verificationUrl: string
  readonly pictures: Readonly<Record<string, Uint8Array>>
}

function toData({ certificate, edition, verificationUrl, pictures }: Printed): PdfData {
  const { design, accentColor, scorePercent, signatories, ...content } = edition.content
  const serial = formatSerial(certificate)
  const room = signatureRoom[design]
  const further = signatories.slice(room).map(({ name }) => name)
  return {
    design,
    accentColor,
    scorePercent,
    serial,
    documentTitle: `Certificate ${serial}: ${content.courseTitle}`,
    holderName: { ...describeText(content.holderName) },
    courseTitle: { ...describeText(content.courseTitle) },
    issuerName: { ...describeText(content.issuerName) },
    statement: { ...describeText(content.statement) },
    signatories: signatories.slice(0, room).map(({ name }, index) => ({
      name: { ...describeText(name) },
      picture: pictureName(index) in pictures ? pictureName(index) : null,
    })),
    furtherInstructors: further.length === 0 ? null : { ...describeText(further.join(', ')) },
    completedOn: formatDate(new Date(content.completedAt)),
    issuedOn: formatDate(edition.issuedAt),
    verificationUrl,
    verificationHost: `${new URL(verificationUrl).host}/certificates`,
    formattedCode: formatVerificationCode(edition.code),
  }
}

async function readSignatures(
  { readObject }: Printing,
  signatories: readonly Signatory[],
): Promise<Readonly<Record<string, Uint8Array>>> {
  const pictures: Record<string, Uint8Array> = {}
  for (const [index, { signatureKey: key }] of signatories.entries()) {
    if (key === null) continue
    pictures[pictureName(index)] = await readObject(key)
  }
  return pictures
}

function pictureName(index: number): string {
  return `signature-${index}.png`
}

function formatDate(date: Date): string {
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
}
