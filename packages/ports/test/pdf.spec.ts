import { afterAll, describe, expect, it } from 'vitest'

import { renderDespiteMissingGlyphs } from '@lyceum/ports/pdf'
import { createTypstRenderer } from '@lyceum/ports/pdf/typst'
import type { PdfDocument } from '@lyceum/ports/pdf'

const renderer = createTypstRenderer()
afterAll(() => renderer.close())

const template = `
#let data = json("data.json")
#set document(title: data.title, date: auto)
#set text(lang: "en", font: (
  "Noto Serif", "Noto Naskh Arabic", "Noto Serif Hebrew", "Noto Serif Devanagari", "Noto Serif SC", "NanumMyeongjo",
), fallback: false)
= #data.title
#data.name
`

function documentFor(name: string, change: Partial<PdfDocument> = {}): PdfDocument {
  return {
    template,
    data: { title: 'Receipt', name },
    standard: 'a-2a',
    createdAt: new Date('2026-01-02T03:04:05Z'),
    ...change,
  }
}

async function render(document: PdfDocument): Promise<string> {
  return Buffer.from(await renderer.render(document)).toString('latin1')
}

describe('a PDF', () => {
  it.each([
    ['a-2a', '<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>'],
    ['ua-1', '<pdfuaid:part>1</pdfuaid:part>'],
  ] as const)('says that it follows %s and is tagged', async (standard, claim) => {
    const pdf = await render(documentFor('Ada', { standard }))
    expect(pdf).toMatch(/^%PDF-1\.7/)
    expect(pdf.replaceAll(/\s/g, '')).toContain(claim.replaceAll(/\s/g, ''))
    expect(pdf).toMatch(/\/MarkInfo\s*<<\s*\/Marked true/)
    expect(pdf).toContain('/StructTreeRoot')
  })

  it.each([
    ['Latin', 'Łukasz Çelik-Nguyễn', 'NotoSerif-Regular'],
    ['Greek', 'Ἀριστοτέλης', 'NotoSerif-Regular'],
    ['Cyrillic', 'Наталія Ївженко', 'NotoSerif-Regular'],
    ['Arabic', 'محمد عبد الرحمن', 'NotoNaskhArabic'],
    ['Hebrew', 'נועה בן־דוד', 'NotoSerifHebrew'],
    ['Devanagari', 'श्रीलक्ष्मी क्षत्रिय', 'NotoSerifDevanagari'],
    ['Chinese', '歐陽修', 'NotoSerifSC'],
    ['Japanese', '山田さくら', 'NotoSerifSC'],
    ['Korean', '김민준', 'NanumMyeongjo'],
  ])('embeds the font of a name in %s', async (_script, name, font) => {
    expect(await render(documentFor(name))).toMatch(new RegExp(`/FontName /[A-Z]{6}\\+${font}`))
  })

  it('is the same to the byte for the same document', async () => {
    expect(await render(documentFor('Ada'))).toBe(await render(documentFor('Ada')))
  })

  it('prints what a person typed and never runs it', async () => {
    const attack = '#panic("run") #read("/etc/passwd") $x$ *b* \\ "'
    expect(await render(documentFor(attack))).toMatch(/^%PDF/)
  })

  it('forgets the files of the document before', async () => {
    const reading = `${template}#read("note.txt")`
    const assets = { 'note.txt': Buffer.from('kept to itself') }
    await render(documentFor('Ada', { template: reading, assets }))
    await expect(render(documentFor('Ada', { template: reading }))).rejects.toMatchObject({
      code: 'INVALID_DOCUMENT',
    })
  })

  it('reads nothing from the disk', async () => {
    for (const path of ['/etc/hostname', '../../etc/hostname']) {
      const reading = `${template}#read("${path}")`
      await expect(render(documentFor('Ada', { template: reading }))).rejects.toMatchObject({
        code: 'INVALID_DOCUMENT',
      })
    }
  })

  it('refuses a character that no font has, unless a box may be printed', async () => {
    await expect(render(documentFor('ቀ'))).rejects.toMatchObject({ code: 'GLYPH_MISSING' })
    expect(await render(documentFor('ቀ', { standard: 'none' }))).toMatch(/^%PDF/)
  })

  it('gives up archiving for a character that no font has, and for nothing else', async () => {
    const print = async (document: PdfDocument) =>
      Buffer.from(await renderDespiteMissingGlyphs(renderer, document)).toString('latin1')
    expect(await print(documentFor('Ada'))).toContain('<pdfaid:part>')
    expect(await print(documentFor('ቀ'))).not.toContain('<pdfaid:part>')
    await expect(print(documentFor('Ada', { template: '#panic()' }))).rejects.toMatchObject({
      code: 'INVALID_DOCUMENT',
    })
  })
})
