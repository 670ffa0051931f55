import { expect, test } from 'vitest';
import { isAddressAllowed } from './forbidden-addresses.ts';
import { judgeUrl } from './judge-url.ts';

const problemOf = (url: string, allowPrivate = false) => judgeUrl(url, allowPrivate).problem;

test.each([
  'https://shop.example.com/hook',
  'https://shop.example.com:8443/a/b?c=d',
  'https://SHOP.example.com',
  'https://商店.example.com/通知',
  'https://8.8.8.8/hook',
  'https://[2606:4700::1111]:8443/hook',
])('I20 %s may be sent to', (url) => {
  expect(problemOf(url)).toBeNull();
});

test.each([
  // Not https.
  ['http://shop.example.com/', 'not-https'],
  ['http://127.0.0.1/', 'not-https'],
  ['http://localhost:3000/', 'not-https'],
  ['ftp://shop.example.com/', 'malformed'],
  ['file:///etc/passwd', 'malformed'],
  ['javascript:alert(1)', 'malformed'],
  ['gopher://shop.example.com/', 'malformed'],
  // Not plain.
  ['', 'malformed'],
  ['shop.example.com', 'malformed'],
  ['https://', 'malformed'],
  ['https:///', 'malformed'],
  ['https:shop.example.com', 'malformed'],
  ['https:\\\\shop.example.com', 'malformed'],
  ['https://shop.example.com\\@127.0.0.1/', 'malformed'],
  [' https://shop.example.com', 'malformed'],
  ['https://shop.example.com/a b', 'malformed'],
  ['https://shop.exam\nple.com/', 'malformed'],
  ['https://shop.example.com/#part', 'malformed'],
  ['https://shop.example.com:99999/', 'malformed'],
  ['https://shop%2eexample.com%00/', 'malformed'],
  [`https://shop.example.com/${'a'.repeat(2_048)}`, 'malformed'],
  // User names.
  ['https://user@shop.example.com/', 'credentials'],
  ['https://user:password@shop.example.com/', 'credentials'],
  ['https://8.8.8.8@127.0.0.1/', 'credentials'],
  ['https://@shop.example.com/', 'credentials'],
  // Ports of other services.
  ['https://shop.example.com:22/', 'forbidden-port'],
  ['https://shop.example.com:25/', 'forbidden-port'],
  ['https://shop.example.com:80/', 'forbidden-port'],
  ['https://shop.example.com:1023/', 'forbidden-port'],
  ['https://shop.example.com:0/', 'forbidden-port'],
  // Addresses in spellings of their own.
  ['https://0x7f.1/', 'odd-address'],
  ['https://0x7f000001/', 'odd-address'],
  ['https://2130706433/', 'odd-address'],
  ['https://017700000001/', 'odd-address'],
  ['https://0177.0.0.1/', 'odd-address'],
  ['https://127.1/', 'odd-address'],
  ['https://134744072/', 'odd-address'],
  ['https://0x8.8.8.8/', 'odd-address'],
  ['https://①②⑦.⓪.⓪.①/', 'odd-address'],
  ['https://127。0。0。1/', 'odd-address'],
  ['https://[0:0:0:0:0:0:0:1]/', 'odd-address'],
  ['https://[::ffff:127.0.0.1]/', 'odd-address'],
  // Addresses that are not the Internet's.
  ['https://127.0.0.1/', 'forbidden-address'],
  ['https://169.254.169.254/latest/meta-data/', 'forbidden-address'],
  ['https://10.0.0.1/', 'forbidden-address'],
  ['https://[::1]/', 'forbidden-address'],
  ['https://[::ffff:7f00:1]/', 'forbidden-address'],
  ['https://[fd00:ec2::254]/', 'forbidden-address'],
])('I20 nothing is sent to %s: %s', (url, problem) => {
  expect(problemOf(url)).toBe(problem);
});

test('I20 for development this machine is allowed, by http too, and private networks by https only', () => {
  for (const url of [
    'http://127.0.0.1:3000/hook',
    'http://localhost:3000/hook',
    'http://[::1]:3000/hook',
    'https://10.0.0.5/hook',
  ]) {
    expect(problemOf(url, true)).toBeNull();
  }
  expect(problemOf('http://10.0.0.5:3000/hook', true)).toBe('not-https');
  expect(problemOf('http://shop.example.com/', true)).toBe('not-https');
  expect(problemOf('http://169.254.169.254:8080/', true)).toBe('not-https');
  expect(problemOf('https://169.254.169.254/', true)).toBe('forbidden-address');
});

test.each([
  ['1.1.1.1', true],
  ['9.255.255.255', true],
  ['11.0.0.0', true],
  ['100.63.255.255', true],
  ['100.128.0.0', true],
  ['172.15.255.255', true],
  ['172.32.0.0', true],
  ['192.167.255.255', true],
  ['223.255.255.255', true],
  ['2606:4700::1111', true],
  ['2400:3200::1', true],
  ['0.0.0.0', false],
  ['0.1.2.3', false],
  ['10.255.255.255', false],
  ['100.64.0.1', false],
  ['100.100.100.200', false],
  ['127.255.255.255', false],
  ['168.63.129.16', false],
  ['169.254.0.1', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['172.31.255.255', false],
  ['192.0.0.192', false],
  ['192.0.2.1', false],
  ['192.88.99.1', false],
  ['192.168.1.1', false],
  ['198.18.0.1', false],
  ['198.51.100.1', false],
  ['203.0.113.1', false],
  ['224.0.0.1', false],
  ['239.255.255.255', false],
  ['240.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:10.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['::ffff:0:8.8.8.8', false],
  ['::8.8.8.8', false],
  ['64:ff9b::8.8.8.8', false],
  ['64:ff9b::a9fe:a9fe', false],
  ['64:ff9b:1::1', false],
  ['100::1', false],
  ['2001::1', false],
  ['2001:20::1', false],
  ['2001:db8::1', false],
  ['2002:7f00:1::', false],
  ['3fff::1', false],
  ['5f00::1', false],
  ['fc00::1', false],
  ['fd00:ec2::254', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['2606:4700::1111%eth0', false],
  ['fec0::1', false],
  ['ff02::1', false],
  ['shop.example.com', false],
  ['', false],
])('I20 the address %s: %s', (address, isAllowed) => {
  expect(isAddressAllowed(address, false)).toBe(isAllowed);
});

test.each([
  ['127.0.0.1', true],
  ['::1', true],
  ['192.168.1.1', true],
  ['fd12::1', true],
  ['8.8.8.8', true],
  ['169.254.169.254', false],
  ['100.100.100.200', false],
  ['fe80::1', false],
  ['::ffff:127.0.0.1', false],
  ['0.0.0.0', false],
])('I20 the address %s in development: %s', (address, isAllowed) => {
  expect(isAddressAllowed(address, true)).toBe(isAllowed);
});
