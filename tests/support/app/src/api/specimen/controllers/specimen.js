module.exports = require('@strapi/strapi').factories.createCoreController('api::specimen.specimen');
