module.exports = (ctx) => ctx.request.header['x-closed'] !== 'yes';
