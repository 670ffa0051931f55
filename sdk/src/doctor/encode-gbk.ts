/** Encodes text as GBK, the old Chinese encoding; what it cannot hold becomes `?`, as most encoders do it. */
export function encodeGbk(text: string): Buffer {
  table ??= readTable();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const pair = table.get(character);
    if (code < 0x80) bytes.push(code);
    else if (pair === undefined) bytes.push(0x3f);
    else bytes.push(pair >> 8, pair & 0xff);
  }
  return Buffer.from(bytes);
}

// Built on first use by decoding every pair: the platform brings a decoder only.
let table: ReadonlyMap<string, number> | undefined;

function readTable(): ReadonlyMap<string, number> {
  const decoder = new TextDecoder('gbk');
  const found = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && character !== '\ufffd' && !found.has(character)) {
        found.set(character, (lead << 8) | trail);
      }
    }
  }
  return found;
}
