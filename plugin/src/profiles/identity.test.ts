import { describe, expect, it } from 'vitest';

import { mailboxOf } from './identity';

describe('the mailbox behind an address', () => {
  it.each([
    ['a+1@example.com', 'a@example.com'],
    [' A+2+3@Example.com', 'a@example.com'],
    ['a.b@example.com', 'a.b@example.com'],
    ['a.b+shop@gmail.com', 'ab@gmail.com'],
    ['a.b@googlemail.com', 'ab@gmail.com'],
    ['+tag@example.com', '+tag@example.com'],
    ['..@gmail.com', '..@gmail.com'],
    ['"a@b"@example.com', '"a@b"@example.com'],
    ['no address', 'no address'],
  ])('of %s is %s', (address, mailbox) => {
    expect(mailboxOf(address)).toBe(mailbox);
    expect(mailboxOf(mailbox)).toBe(mailbox);
  });
});
