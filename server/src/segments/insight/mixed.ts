/** MurmurHash3's finaliser: every bit of the answer depends on every bit that comes in. */
export const mixed = (bits: number): number => {
  let hash = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};
