import { decodeBase64 } from '../core/decode-base64.ts';
import type { PublicKey } from '../core/key-material.ts';
import { recoverSigned } from '../core/recover-signed.ts';
import { signatureCause } from './diagnosis.ts';
import type { RepairedSignature } from './repair-signature.ts';

/**
 * Looks for one character of a base64 signature that was replaced or lost, by trying them all: about 22,000
 * openings, half a second for a key of 2048 bits. Undefined when that is not what happened.
 */
export function findAlteredCharacter(
  text: string,
  key: PublicKey,
  name: string,
): RepairedSignature | undefined {
  if (!/^[0-9A-Za-z+/]*=*$/.test(text)) return undefined;
  const replaced = text.length === signatureLength;
  if (!replaced && text.length !== signatureLength - 1) return undefined;
  for (let at = 0; at < signatureLength; at += 1) {
    for (const character of text[at] === '=' || at >= signatureLength - 2
      ? `${alphabet}=`
      : alphabet) {
      if (replaced && text[at] === character) continue;
      const whole = text.slice(0, at) + character + text.slice(replaced ? at + 1 : at);
      const bytes = decodeBase64(whole);
      if (bytes?.length !== keyBytes || !recoverSigned(bytes, key)[0]?.certain) continue;
      return { bytes, causes: [altered(name, at, character, replaced ? text[at] : undefined)] };
    }
  }
  return undefined;
}

// Of a key of 2048 bits, the only size that WeChat issues.
const keyBytes = 256;
const signatureLength = 344;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function altered(name: string, at: number, was: string, is: string | undefined) {
  return signatureCause(
    is === undefined ? 'signature-character-lost' : 'signature-character-altered',
    is === undefined
      ? {
          zh: `${name} 的第 ${at + 1} 个字符「${was}」丢失了。`,
          en: `Character ${at + 1} of ${name}, “${was}”, was lost.`,
        }
      : {
          zh: `${name} 的第 ${at + 1} 个字符被改过：应为「${was}」，收到的是「${is}」。`,
          en: `Character ${at + 1} of ${name} was altered: it was “${was}” and arrived as “${is}”.`,
        },
    {
      zh: '检查签名从服务器到 wx.requestPayment 的每一步，原样传递。',
      en: 'Check each step the signature takes after it was made, and pass it on unchanged.',
    },
  );
}
