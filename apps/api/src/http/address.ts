import { isIP, isIPv4 } from 'node:net';

/** The address itself, an IPv4 one never in the dress of IPv6. What is no address has come from a proxy that says anything. */
export function addressOf(ip: string): string {
  const plain = ip.toLowerCase().replace(/^::ffff:(?=[\d.]+$)/, '');
  return isIP(plain) === 0 ? 'unknown' : plain;
}

/** Whose budget it draws on: an IPv4 address, or the /64 that one household or office has of IPv6. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  return `${wholeGroups(address.split('%')[0] ?? '')
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** All eight, with what `::` stands for; of an IPv4 tail the groups that matter here are the same. */
function wholeGroups(address: string): string[] {
  const [head = '', tail] = address.replace(/[\d.]+$/, (end) => (isIPv4(end) ? '0:0' : end)).split('::');
  const groupsOf = (text = ''): string[] => (text === '' ? [] : text.split(':'));
  const before = groupsOf(head);
  const after = groupsOf(tail);
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
}

export const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');
