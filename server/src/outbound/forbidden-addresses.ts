import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Networks of IPv4 that are nobody's on the Internet, and one address of a cloud's own. */
const FORBIDDEN_IPV4: readonly (readonly [address: string, prefix: number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT; Alibaba Cloud's metadata is 100.100.100.200
  ['127.0.0.0', 8], // loopback
  ['168.63.129.16', 32], // Azure's host
  ['169.254.0.0', 16], // link-local; metadata of most clouds
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments; Oracle Cloud's metadata is 192.0.0.192
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
];

/** Parts of the global unicast range 2000::/3 of IPv6 that lead elsewhere; all outside it is forbidden. */
const FORBIDDEN_IPV6: readonly (readonly [address: string, prefix: number])[] = [
  ['2001::', 23], // protocol assignments, Teredo and ORCHID
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: holds an IPv4 address
  ['3fff::', 20], // documentation
];

/** What an installation may allow for development and for receivers in its own network. */
const PRIVATE_IPV4: readonly (readonly [address: string, prefix: number])[] = [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
];

const forbidden4 = listOf(FORBIDDEN_IPV4, 'ipv4');
const forbidden6 = listOf(FORBIDDEN_IPV6, 'ipv6');
const global6 = listOf([['2000::', 3]], 'ipv6');
const private4 = listOf(PRIVATE_IPV4, 'ipv4');
const private6 = listOf([['fc00::', 7]], 'ipv6');
const loopback4 = listOf([['127.0.0.0', 8]], 'ipv4');

/**
 * May something be sent to this address? Only to one of the Internet's: an address that holds another
 * (mapped, compatible, NAT64, 6to4) is forbidden whatever it holds.
 *
 * @param address Dotted IPv4 or IPv6 text; anything else is forbidden.
 * @param allowPrivate Allows loopback and private networks as well, never link-local ones.
 */
export function isAddressAllowed(address: string, allowPrivate: boolean): boolean {
  if (isIPv4(address)) {
    if (allowPrivate && private4.check(address, 'ipv4')) return true;
    return !forbidden4.check(address, 'ipv4');
  }
  if (!isIPv6(address) || address.includes('%')) return false;
  if (allowPrivate && (isLoopbackAddress(address) || private6.check(address, 'ipv6'))) return true;
  return global6.check(address, 'ipv6') && !forbidden6.check(address, 'ipv6');
}

/** Is it this machine itself? */
export function isLoopbackAddress(address: string): boolean {
  if (isIPv4(address)) return loopback4.check(address, 'ipv4');
  return isIPv6(address) && /^(0*:)+0*1$|^::1$/.test(address);
}

function listOf(
  networks: readonly (readonly [address: string, prefix: number])[],
  family: 'ipv4' | 'ipv6',
): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of networks) list.addSubnet(address, prefix, family);
  return list;
}
