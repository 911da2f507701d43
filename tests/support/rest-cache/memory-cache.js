// The provider that rest-cache ships needs another keyv than the one that npm gives it.
const { CacheProvider } = require('@strapi-community/plugin-rest-cache/types');

class MemoryCache extends CacheProvider {
  kept = new Map();
  async get(key) {
    return this.kept.get(key);
  }
  async set(key, value) {
    this.kept.set(key, value);
  }
  async del(key) {
    for (const one of [key].flat()) this.kept.delete(one);
  }
  async keys() {
    return [...this.kept.keys()];
  }
  get ready() {
    return true;
  }
}

module.exports = { init: async () => new MemoryCache() };
