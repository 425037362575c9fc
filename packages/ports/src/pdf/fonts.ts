import { createRequire } from 'node:module'

/**
 * The faces that documents are set in. Families by name, for the `font` lists of templates:
 * "Noto Serif" and "Noto Sans" (Latin, Greek, Cyrillic, Vietnamese), "Noto Naskh Arabic", "Noto Serif Hebrew",
 * "Noto Serif Devanagari", "Noto Serif SC" (Chinese and kana), "NanumMyeongjo" (Korean).
 */
const faces = [
  'noto-serif/400Regular/NotoSerif_400Regular',
  'noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic',
  'noto-serif/700Bold/NotoSerif_700Bold',
  'noto-sans/400Regular/NotoSans_400Regular',
  'noto-sans/700Bold/NotoSans_700Bold',
  'noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular',
  'noto-naskh-arabic/700Bold/NotoNaskhArabic_700Bold',
  'noto-serif-hebrew/400Regular/NotoSerifHebrew_400Regular',
  'noto-serif-hebrew/700Bold/NotoSerifHebrew_700Bold',
  'noto-serif-devanagari/400Regular/NotoSerifDevanagari_400Regular',
  'noto-serif-devanagari/700Bold/NotoSerifDevanagari_700Bold',
  'noto-serif-sc/400Regular/NotoSerifSC_400Regular',
  'nanum-myeongjo/400Regular/NanumMyeongjo_400Regular',
] as const

/** Where the font files are. They come from npm, so that nothing depends on the fonts of a machine. */
export function findFonts(): readonly string[] {
  const { resolve } = createRequire(import.meta.url)
  return faces.map((face) => resolve(`@expo-google-fonts/${face}.ttf`))
}
