import { createTypstRenderer } from '@lyceum/ports/pdf/typst'
import type { PdfRenderer, PdfStandard } from '@lyceum/ports/pdf'
import { afterAll, describe, expect, it } from 'vitest'

import { CertificateDesign } from '../src/certificate/certificate.ts'
import type { CertificateContent } from '../src/certificate/certificate.ts'
import { renderCertificate } from '../src/document/render-certificate.ts'

const renderer = createTypstRenderer()
afterAll(() => renderer.close())

const content: CertificateContent = {
  design: CertificateDesign.CLASSIC,
  issuerName: 'Lyceum',
  statement: 'has successfully completed the course',
  accentColor: '#1f3a5f',
  isScoreShown: true,
  holderName: 'Ada Lovelace',
  courseTitle: 'IoT for Beginners',
  signatories: [{ name: 'Grace Hopper', signatureKey: null }],
  completedAt: '2026-11-19T10:00:00.000Z',
  scorePercent: '87.5',
}

/** Prints as the subgraph does, but demands another standard of the printer. */
async function print(change: Partial<CertificateContent>, standard: PdfStandard): Promise<string> {
  const pdf: PdfRenderer = {
    render: (document) => renderer.render({ ...document, standard }),
    close: () => Promise.resolve(),
  }
  const issuer = { addressOf: (code: string) => `https://learn.test/certificates/${code}` }
  const edition = { code: '0'.repeat(26), content: { ...content, ...change }, issuedAt: new Date(0) }
  const certificate = { serialYear: 2026, serialNumber: 42 }
  const bytes = await renderCertificate({ pdf, issuer, readObject: unexpected }, { certificate, edition })
  return Buffer.from(bytes).toString('latin1')
}

function unexpected(): never {
  throw new Error('No signature was to be read')
}

const designs = Object.values(CertificateDesign)
const longName = 'María del Carmen Fernández-Villaverde y Ortega de la Concepción Montemayor'.repeat(2)

describe.each(designs)('a %s certificate', (design) => {
  it('keeps the rules of PDF/UA-1: a title, a language, headings, pictures with words', async () => {
    expect(await print({ design }, 'ua-1')).toContain('<pdfuaid:part>1</pdfuaid:part>')
  })

  it.each([
    ['a long name', { holderName: longName }],
    ['a long title', { courseTitle: 'Advanced Distributed Systems and their Operation '.repeat(4) }],
    ['a long issuer', { issuerName: 'W'.repeat(80) }],
    [
      'nine instructors',
      { signatories: Array.from({ length: 9 }, () => ({ name: longName, signatureKey: null })) },
    ],
    ['no known instructor', { signatories: [] }],
  ])('has one page with %s', async (_what, change) => {
    const pdf = await print({ design, ...change }, 'a-2a')
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  })
})
