import { describe, expect, it } from 'vitest'

import { renderMarkdown } from './render-markdown.ts'

describe('renderMarkdown', () => {
  it('renders headings, lists, code and tables', () => {
    const html = renderMarkdown(
      '# Title\n\n- one\n- two\n\n```python\nprint(1)\n```\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |',
    )
    expect(html).toContain('<h1>Title</h1>')
    expect(html).toContain('<li>one</li>')
    expect(html).toContain('<code class="language-python">print(1)')
    expect(html).toContain('<th style="text-align:center">a</th>')
  })

  it('keeps relative and dead images and links', () => {
    const html = renderMarkdown(
      '![A board](../images/board.png) [next](./lesson-2/README.md) [gone](https://dead.invalid/x)',
    )
    expect(html).toContain('src="../images/board.png"')
    expect(html).toContain('href="./lesson-2/README.md"')
    expect(html).toContain('href="https://dead.invalid/x"')
  })

  it('opens links beside the page, and those within the page in it', () => {
    expect(renderMarkdown('[out](https://example.org)')).toContain(
      'target="_blank" rel="noopener noreferrer nofollow ugc"',
    )
    expect(renderMarkdown('[down](#below)')).not.toContain('target')
    expect(renderMarkdown('<a href="https://example.org" target="_top" rel="opener">x</a>')).not.toContain(
      '_top',
    )
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<iframe src="https://evil.example"></iframe>',
    '<object data="x"></object><embed src="x">',
    '<svg onload=alert(1)><script>alert(1)</script></svg>',
    '<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>',
    '[x](javascript:alert(1))',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    '<form action="https://evil.example"><input name="password"></form>',
    '<style>body { display: none }</style>',
    '<div style="position:fixed;background:url(javascript:alert(1))">x</div>',
    '<base href="https://evil.example">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  ])('leaves nothing active of %s', (markdown) => {
    const html = renderMarkdown(markdown)
    expect(html).not.toMatch(/<(script|iframe|object|embed|svg|math|style|form|input|base|meta|noscript)/i)
    expect(html).not.toMatch(/<[^>]*\s(on\w+|style)\s*=/i)
    expect(html).not.toMatch(/(href|src)\s*=\s*"?\s*(javascript|vbscript|data):/i)
  })

  it('survives deep nesting', () => {
    expect(() => renderMarkdown(`${'> '.repeat(5_000)}deep`)).not.toThrow()
    expect(() => renderMarkdown('<div>'.repeat(20_000))).not.toThrow()
  })
})
