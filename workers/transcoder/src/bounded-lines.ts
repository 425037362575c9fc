/** The last lines of a program's complaints, of bounded size however much it says. */
export interface BoundedLines {
  append(line: string): void
  text(): string
}

/** Keeps the last `maxLines` lines, each cut to `maxLength` characters. */
export function keepLastLines(maxLines = 40, maxLength = 300): BoundedLines {
  const lines: string[] = []
  return {
    append(line) {
      lines.push(line.slice(0, maxLength))
      if (lines.length > maxLines) lines.shift()
    },
    text: () => lines.join('\n'),
  }
}
