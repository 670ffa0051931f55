import type { AtRule } from 'postcss';

/**
 * Gives an icon font that comes from the network a stand-in: without a connection each icon is a dot, and no box with a
 * number in it.
 *
 * A browser takes the next source of a font when one cannot be loaded. Letters are left to the fonts behind it.
 */
export function addStandIn(rule: AtRule): void {
  rule.walkDecls('src', (source) => {
    if (/url\(\s*['"]?https?:/i.test(source.value)) source.value += `,${standIn}`;
  });
}

/** A TrueType font whose one glyph, a dot in the middle of an em, is every character of the private use area (E000–F8FF). */
const font = [
  'AAEAAAAKAIAAAwAgT1MvMj3yZa4AAACsAAAAYGNtYXAAEdk0AAABDAAAAChnbHlmBwMMAQAAATQAAABgaGVhZGMGQ90AAAGUAAAANmhoZWEF/A',
  'NzAAABzAAAACRobXR4B9ABXgAAAfAAAAAIbG9jYQAwAAAAAAH4AAAABm1heHAABAARAAACAAAAACBuYW1lDBEb8QAAAiAAAACqcG9zdP+fADIA',
  'AALMAAAAIAAEA+gBkAAFAAACigJYAAAASwKKAlgAAAFeADIA+gAAAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAABOT05FAEDgAPj/A3D/iAAAA3',
  'AAeAAAAAAAAAAAAfQCvAAAACAAAQAAAAEAAwAKAAAADAANAAAAAAAcAAAAAAAAAAEAAOAAAAD4/wAAAAEAAQFeAOYCigISAA8AAAEBAQEBAQEB',
  'AQEBAQEBAQECf//f/8//x//H/8//3//1AAsAIQAxADkAOQAxACEACwFD/8//3//1AAsAIQAxADkAOQAxACEAC//1/9//z//HAAAAAQAAAAEAAC',
  'IdOkdfDzz1AAsD6AAAAAAAAAAAAAAAAAAAAAABXgDmAooCEgAAAAgAAgAAAAAAAAABAAADcP+IAAAD6AAAAAACigABAAAAAAAAAAAAAAAAAAAA',
  'AgPoAAAD6AFeAAAAAAAwAAAAAQAAAAIAEAABAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAQANgADAAEECQABACIAAAADAAEECQACAA4AIgADAA',
  'EECQAEACIAMAADAAEECQAGACIAUgB5AGkAZgBlAG4AIABhAGIAcwBlAG4AdAAgAGkAYwBvAG4AUgBlAGcAdQBsAGEAcgB5AGkAZgBlAG4AIABh',
  'AGIAcwBlAG4AdAAgAGkAYwBvAG4AeQBpAGYAZQBuAC0AYQBiAHMAZQBuAHQALQBpAGMAbwBuAAAAAwAAAAAAAP+cADIAAAAAAAAAAAAAAAAAAA',
  'AAAAAAAA==',
].join('');

const standIn = `url(data:font/ttf;base64,${font}) format('truetype')`;
