import { BlockList, isIP, isIPv4 } from 'node:net';

/** Networks that are nobody's on the internet (IANA special-purpose registries, RFC 6890), and multicast. */
const NOT_PUBLIC_4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
];

/** All that is routed lies in 2000::/3; of it, these are not, or lead to an IPv4 address that nobody sees. */
const NOT_PUBLIC_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const listOf = (networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
};

const privateV4 = listOf(NOT_PUBLIC_4, 'ipv4');
const privateV6 = listOf(NOT_PUBLIC_6, 'ipv6');
const routedV6 = listOf(['2000::/3'], 'ipv6');

/** Whether an IP address is one of the internet's: neither this machine's nor a network's of its own. */
export const isPublicAddress = (address: string): boolean => {
  if (isIPv4(address)) return !privateV4.check(address, 'ipv4');
  if (isIP(address) !== 6 || address.includes('%')) return false;
  return routedV6.check(address, 'ipv6') && !privateV6.check(address, 'ipv6');
};
