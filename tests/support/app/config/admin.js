module.exports = ({ env }) => ({
  auth: { secret: 'test-admin-secret' },
  apiToken: { salt: 'test-api-token-salt' },
  transfer: { token: { salt: 'test-transfer-salt' } },
  secrets: { encryptionKey: '0123456789abcdef0123456789abcdef' },
  flags: { nps: false, promoteEE: false },
  serveAdminPanel: env.bool('ATTUNE_TEST_PANEL', false),
  watchIgnoreFiles: [],
  preview: {
    config: { handler: (_uid, { documentId }) => `http://site.example/?document=${documentId}` },
  },
});
