// An example has no business shipping secrets, so each checkout makes its own on first use.
const { randomBytes } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const dataDir = process.env.DATA_DIR ?? join(__dirname, '..', '..', '..', '.data');
const file = join(dataDir, 'secrets.json');

const secret = () => randomBytes(24).toString('base64');

const create = () => {
  const secrets = {
    appKeys: [secret(), secret()],
    adminJwt: secret(),
    apiTokenSalt: secret(),
    transferTokenSalt: secret(),
    encryptionKey: randomBytes(16).toString('hex'),
    usersJwt: secret(),
    attune: secret(),
  };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
};

exports.dataDir = dataDir;
exports.secrets = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : create();
