'use strict';

const { defineConditionKind } = require('strapi-plugin-attune/plugin');
const { z } = require('zod');

/** In it is who has the trait `a`; on whoever has the trait `b` it fails. */
const test = ({ traits }) => {
  if (traits.b === true) throw new Error('It fails on b.');
  return traits.a === true;
};

module.exports = [
  defineConditionKind({
    kind: 'fails-on-b',
    label: 'Fails on b',
    options: z.strictObject({ kind: z.literal('fails-on-b') }),
    describe: () => 'fails on b',
    explain: () => 'fails on b',
    behaviour: { kind: 'fails-on-b', needs: () => ({}), compile: () => ({ test, find: test }) },
  }),
];
