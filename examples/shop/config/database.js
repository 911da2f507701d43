const { join } = require('node:path');
const { dataDir } = require('../lib/secrets');

module.exports = ({ env }) =>
  env('DATABASE_URL')
    ? {
        connection: {
          client: 'postgres',
          connection: { connectionString: env('DATABASE_URL') },
          pool: { min: 0, max: 10 },
        },
      }
    : {
        connection: {
          client: 'sqlite',
          connection: { filename: join(dataDir, 'shop.db') },
          useNullAsDefault: true,
        },
      };
