module.exports = require('@strapi/strapi').factories.createCoreService('api::specimen.specimen');
