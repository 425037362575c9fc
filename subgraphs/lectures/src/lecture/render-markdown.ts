import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'

const languagePattern = /^language-[\w+#.-]+$/

const sanitizerOptions: sanitizeHtml.IOptions = {
  allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'details', 'summary', 'del', 'ins'],
  allowedAttributes: {
    a: ['href', 'title', 'target', 'rel'],
    code: ['class'],
    details: ['open'],
    img: ['src', 'alt', 'title', 'width', 'height', 'loading', 'referrerpolicy'],
    ol: ['start'],
    td: ['colspan', 'rowspan', 'style'],
    th: ['colspan', 'rowspan', 'scope', 'style'],
  },
  allowedClasses: { code: [languagePattern] },
  allowedStyles: { '*': { 'text-align': [/^(left|right|center)$/] } },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['http', 'https'] },
  // An image of the author's is where it is; no page of ours says who looks at it.
  transformTags: {
    a: (tagName, attributes) => ({
      tagName,
      attribs: { ...attributes, ...linkAttributes(attributes['href']) },
    }),
    img: (tagName, attributes) => ({
      tagName,
      attribs: { ...attributes, loading: 'lazy', referrerpolicy: 'no-referrer' },
    }),
  },
  nestingLimit: 100,
}

/**
 * Markdown as HTML that is safe to show: no script, no event handler, no frame, no URL but web and mail addresses. HTML inside
 * the Markdown passes through the same filter. Relative and dead links and images stay as they are: nothing is fetched.
 */
export function renderMarkdown(markdown: string): string {
  const parser = new MarkdownIt({ html: true })
  return sanitizeHtml(parser.render(markdown), sanitizerOptions)
}

/** A link within the page stays there; every other one opens beside it and gives nothing of it away. */
function linkAttributes(href: string | undefined): sanitizeHtml.Attributes {
  if (href === undefined || href.startsWith('#')) return {}
  return { target: '_blank', rel: 'noopener noreferrer nofollow ugc' }
}
