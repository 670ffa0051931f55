import { expect, test } from 'vitest';
import { readFlatXml } from './read-flat-xml.ts';

test('texts, CDATA, entities and nested elements are read', () => {
  const text = `<xml>
    <ToUserName><![CDATA[gh_<1>]]></ToUserName><CreateTime>17</CreateTime><Empty></Empty>
    <Text>a &lt;&amp;&gt; &quot;b&apos;</Text><List><One>1</One></List>
  </xml>`;
  expect(readFlatXml(text)).toEqual({
    ToUserName: 'gh_<1>',
    CreateTime: '17',
    Empty: '',
    Text: `a <&> "b'`,
    List: { One: '1' },
  });
});

test.each([
  ['nothing', ''],
  ['a text', 'text'],
  ['a root that is a text', '<xml>text</xml>'],
  ['an attribute', '<xml><a b="c">1</a></xml>'],
  ['a comment', '<xml><!-- --><a>1</a></xml>'],
  ['a DTD', '<!DOCTYPE xml [<!ENTITY x "y">]><xml><a>&x;</a></xml>'],
  ['an unknown entity', '<xml><a>&x;</a></xml>'],
  ['a numeric entity', '<xml><a>&#65;</a></xml>'],
  ['elements that cross', '<xml><a><b>1</a></b></xml>'],
  ['an element without end', '<xml><a>1</a>'],
  ['an end without element', '<xml><a>1</a></xml></xml>'],
  ['two roots', '<xml><a>1</a></xml><xml><a>1</a></xml>'],
  ['text beside the root', '<xml><a>1</a></xml>x'],
  ['a name that comes twice', '<xml><a>1</a><a>2</a></xml>'],
  ['endless nesting', `${'<a>'.repeat(50)}1${'</a>'.repeat(50)}`],
])('%s is not read', (_name, text) => {
  expect(readFlatXml(text)).toBeUndefined();
});

test('an element named like an object’s prototype is a plain member', () => {
  const read = readFlatXml('<xml><__proto__><x>1</x></__proto__></xml>');
  expect(Object.keys(read ?? {})).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
});
