const { secrets } = require('../lib/secrets');

module.exports = () => ({
  auth: { secret: secrets.adminJwt },
  apiToken: { salt: secrets.apiTokenSalt },
  transfer: { token: { salt: secrets.transferTokenSalt } },
  secrets: { encryptionKey: secrets.encryptionKey },
  flags: { nps: false, promoteEE: false },
  serveAdminPanel: process.env.SERVE_ADMIN !== 'false',
});
