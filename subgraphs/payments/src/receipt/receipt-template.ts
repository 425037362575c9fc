/** The layout of receipts and credit notes, in Typst. What people typed is in `data.json`, never in here. */
export const receiptTemplate = `
#let receipt = json("data.json")
#let fonts = ("Noto Sans", "Noto Naskh Arabic", "Noto Serif Hebrew", "Noto Serif Devanagari", "Noto Serif SC", "NanumMyeongjo")
#set document(title: receipt.title + " " + receipt.number)
#set page(paper: "a4", margin: 2.5cm)
#set text(font: fonts, size: 11pt, lang: "en")

= #receipt.title

No. #receipt.number \\
Issued on #receipt.issuedOn \\
Order #receipt.orderId

#v(1em)
#table(
  columns: (1fr, auto),
  stroke: (x: none, y: 0.5pt + gray),
  inset: (x: 0pt, y: 8pt),
  align: (left, right),
  table.header([*Course*], [*Amount*]),
  ..receipt.lines.map(line => (line.title, line.amount)).flatten(),
  [*Total*], [*#receipt.total*],
)
`
