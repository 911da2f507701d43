const open = { auth: false };

module.exports = {
  routes: [
    { method: 'GET', path: '/pages/:slug/whole', handler: 'page.whole', config: open },
    { method: 'GET', path: '/pages/:slug/printed', handler: 'page.printed', config: open },
    { method: 'GET', path: '/pages/:slug/reshaped', handler: 'page.reshaped', config: open },
    { method: 'GET', path: '/unguarded-pages', handler: 'page.unguarded', config: open },
    { method: 'GET', path: '/pages/:slug/touch', handler: 'page.touch', config: open },
    { method: 'PUT', path: '/pages/:slug/touch', handler: 'page.touch', config: open },
  ],
};
