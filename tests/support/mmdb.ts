/**
 * Writes a small file in MaxMind's DB format (https://maxmind.github.io/MaxMind-DB/): an IPv4 tree with records of 24
 * bits, and entries made of maps, lists, text and numbers.
 */
export type MmdbValue = string | number | readonly MmdbValue[] | { readonly [key: string]: MmdbValue };

const TEXT = 2;
const DOUBLE = 3;
const UINT32 = 6;
const MAP = 7;
const LIST = 11;
const EXTENDED = 7;

/** A type and a size: sizes from 29 on take another byte, types above 7 another. */
const control = (type: number, size: number): Buffer => {
  const [low, more] = size < 29 ? [size, []] : [29, [size - 29]];
  return type > EXTENDED
    ? Buffer.from([low, type - EXTENDED, ...more])
    : Buffer.from([(type << 5) | low, ...more]);
};

const encode = (value: MmdbValue): Buffer => {
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    return Buffer.concat([control(TEXT, text.length), text]);
  }
  if (typeof value === 'number') {
    if (Number.isInteger(value) && value >= 0) {
      const number = Buffer.alloc(4);
      number.writeUInt32BE(value);
      return Buffer.concat([control(UINT32, 4), number]);
    }
    const number = Buffer.alloc(8);
    number.writeDoubleBE(value);
    return Buffer.concat([control(DOUBLE, 8), number]);
  }
  if (Array.isArray(value)) {
    const list = value as readonly MmdbValue[];
    return Buffer.concat([control(LIST, list.length), ...list.map(encode)]);
  }
  const fields = Object.entries(value);
  return Buffer.concat([
    control(MAP, fields.length),
    ...fields.flatMap(([key, field]) => [encode(key), encode(field)]),
  ]);
};

const bitsOf = (network: string): readonly number[] => {
  const [address = '', length = '32'] = network.split('/');
  const bits = address
    .split('.')
    .flatMap((part) => [...Number(part).toString(2).padStart(8, '0')].map(Number));
  return bits.slice(0, Number(length));
};

type Branch = [Branch | number | null, Branch | number | null];

/** Entries by network: `{ '203.0.113.0/24': { country: { iso_code: 'AT' } } }`. No network may hold another. */
export const mmdb = (entries: Readonly<Record<string, MmdbValue>>): Buffer => {
  const nodes: Branch[] = [[null, null]];
  const data: Buffer[] = [];
  let offset = 0;
  for (const [network, entry] of Object.entries(entries)) {
    const bits = bitsOf(network);
    let node = nodes[0] as Branch;
    for (const [at, bit] of bits.entries()) {
      if (at === bits.length - 1) {
        node[bit as 0 | 1] = offset;
        continue;
      }
      const next = node[bit as 0 | 1];
      if (Array.isArray(next)) node = next;
      else {
        const made: Branch = [null, null];
        node[bit as 0 | 1] = made;
        nodes.push(made);
        node = made;
      }
    }
    const encoded = encode(entry);
    data.push(encoded);
    offset += encoded.length;
  }
  const tree = Buffer.concat(
    nodes.flatMap((node) =>
      node.map((record) => {
        const value =
          record === null
            ? nodes.length
            : Array.isArray(record)
              ? nodes.indexOf(record)
              : nodes.length + 16 + record;
        return Buffer.from([value >> 16, (value >> 8) & 255, value & 255]);
      }),
    ),
  );
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_790_000_000,
    database_type: 'Test-City',
    description: { en: 'made by a test' },
    ip_version: 4,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 24,
  });
  return Buffer.concat([
    tree,
    Buffer.alloc(16),
    ...data,
    Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'),
    metadata,
  ]);
};

/** What GeoLite2 City knows of an address in Vienna. */
export const VIENNA: MmdbValue = {
  city: { names: { en: 'Vienna', de: 'Wien' } },
  country: { iso_code: 'AT', names: { en: 'Austria' } },
  location: { latitude: 48.208493, longitude: 16.372083, time_zone: 'Europe/Vienna', accuracy_radius: 5 },
  subdivisions: [{ iso_code: '9', names: { en: 'Vienna' } }],
};
