import { describe, expect, it } from 'vitest'

import { explainListening } from './explain-listening.ts'

const explain = (code: string): string =>
  explainListening(Object.assign(new Error('listen failed'), { code }), { host: 'school', port: 80 }).message

describe('a gateway that cannot listen', () => {
  it.each([
    ['EADDRINUSE', 'Port 80 of school is taken. Choose another one: PORT=81 npm start'],
    ['EADDRNOTAVAIL', 'HOST school is no address of this machine'],
    ['EACCES', 'Port 80 is not for everybody on this machine; choose one above 1023'],
    ['ENOTFOUND', 'HOST school is no address, and no name that resolves to one'],
    ['EMFILE', 'Nothing can listen on school:80 (EMFILE)'],
  ])('says in words why: %s', (code, words) => {
    expect(explain(code)).toBe(words)
  })
})
