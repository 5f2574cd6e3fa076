/**
 * Words of a text for the local search. Chinese is written without spaces, so the words come from Intl.Segmenter;
 * a name such as `perf.data` or `data_head` is found whole and by its parts.
 *
 * VitePress sends this function to the browser as its source text: it must not use anything outside itself.
 */
export function searchTokens(text: string): string[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike !== true) continue;
    words.push(segment);
    const parts = segment.split(/[._']+/u).filter((part) => part !== '');
    if (parts.length > 1) words.push(...parts);
  }
  return words;
}
