// The shop is plain JavaScript. Strapi's command line looks for a tsconfig.json in the folders above and would
// compile the whole repository: the one beside this folder stops it, and needs one file to be valid.
export {};
