import { describe, expect, it } from 'vitest'

import { contentDisposition } from './content-disposition.ts'

describe('contentDisposition', () => {
  it.each([
    ['image/png', 'dot.png', `inline; filename="dot.png"; filename*=UTF-8''dot.png`],
    ['image/jpeg', 'photo.jpeg', `inline; filename="photo.jpg"; filename*=UTF-8''photo.jpg`],
    ['application/pdf', 'évil.html', `attachment; filename="_vil.pdf"; filename*=UTF-8''%C3%A9vil.pdf`],
    ['application/pdf', '../../etc/passwd', `attachment; filename="passwd.pdf"; filename*=UTF-8''passwd.pdf`],
    [
      'application/pdf',
      'a"; x="\r\nb',
      `attachment; filename="a__ x__b.pdf"; filename*=UTF-8''a%22%3B%20x%3D%22b.pdf`,
    ],
    ['application/pdf', '\ud800.pdf', `attachment; filename="file.pdf"; filename*=UTF-8''file.pdf`],
    ['text/plain; charset=utf-8', '.html', `attachment; filename="file.txt"; filename*=UTF-8''file.txt`],
  ])('of %s named %j is %s', (contentType, filename, header) => {
    expect(contentDisposition(contentType, filename)).toBe(header)
  })
})
