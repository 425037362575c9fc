/** The least contrast of text that WCAG 2.2 level AA accepts (success criterion 1.4.3). */
const leastContrast = 4.5

/** Whether text in the colour, `#rrggbb`, can be read on white. */
export function hasReadableContrast(color: string): boolean {
  return 1.05 / (luminance(color) + 0.05) >= leastContrast
}

/** Relative luminance as WCAG 2.2 defines it, 0 to 1. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
