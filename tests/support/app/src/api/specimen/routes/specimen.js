module.exports = require('@strapi/strapi').factories.createCoreRouter('api::specimen.specimen');
