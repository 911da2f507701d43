import { isChosen, isTargeted, type Audience, type Look, type Variant } from '../../../../plugin/src';

/** An audience made ready to be judged many times: its dates are read once. */
export interface Gate {
  readonly show: Audience['show'];
  readonly segments: readonly string[];
  /** Epoch milliseconds: shown from here on … */
  readonly from: number;
  /** … and no longer from here on. */
  readonly until: number;
  readonly slot: string | undefined;
  /** The block's key, where showing it is worth a note. */
  readonly exposure: string | undefined;
  /** Whether it matters who is looking. */
  readonly targeted: boolean;
  /** False for what could not be read, whose block nobody sees. */
  readonly readable: boolean;
}

const CLOSED: Gate = {
  show: 'only',
  segments: [],
  from: -Infinity,
  until: Infinity,
  slot: undefined,
  exposure: undefined,
  targeted: false,
  readable: false,
};

const OPEN: Gate = { ...CLOSED, show: 'everyone', readable: true };

/** `null` is nothing set, which means everyone; `undefined` a value that could not be read. */
export const gateOf = (audience: Audience | null | undefined): Gate => {
  if (audience === null) return OPEN;
  if (audience === undefined) return CLOSED;
  const { key, show, segments, from, until, slot } = audience;
  return {
    show,
    segments,
    from: from === undefined ? -Infinity : Date.parse(from),
    until: until === undefined ? Infinity : Date.parse(until),
    slot,
    exposure: key !== '' && isChosen(audience) ? key : undefined,
    targeted: isTargeted(audience),
    readable: true,
  };
};

/** Of a variant: it is worth a note wherever it changes something. */
export const variantGate = ({ key, audience }: Variant, changes: boolean): Gate => ({
  ...gateOf(audience),
  slot: undefined,
  exposure: changes && key !== '' ? key : undefined,
});

/** Whether this is shown to everybody, at all times, without a choice. */
export const isOpenToAll = ({ readable, show, from, until, slot, exposure }: Gate): boolean =>
  readable &&
  show === 'everyone' &&
  from === -Infinity &&
  until === Infinity &&
  slot === undefined &&
  exposure === undefined;

/** The same answer as `shows`, without its reasons. */
export const isOpen = (gate: Gate, { standing, now }: Look): boolean => {
  if (!gate.readable || now < gate.from || now >= gate.until) return false;
  const { show, segments } = gate;
  if (show === 'everyone') return true;
  if (standing === undefined) return false;
  let allKnown = true;
  for (const key of segments) {
    const stands = standing.get(key);
    if (stands === true) return show === 'only';
    if (stands === undefined) allKnown = false;
  }
  return show === 'except' && allKnown;
};
