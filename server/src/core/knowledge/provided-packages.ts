/**
 * Packages that a framework's own tools resolve for the code they build, whether or not a manifest names them: the name of
 * the framework, and what it brings.
 */
export const PROVIDED_PACKAGES: ReadonlyMap<string, RegExp> = new Map([
  ['nuxt', /^(?:vue|vue-router|@vue\/.*|h3|ofetch|nitropack|nitro|unhead|@unhead\/.*|unctx|defu|ufo|@nuxt\/.*|pinia)$/],
  ['next', /^(?:styled-jsx|@next\/.*|next-.*)$/],
  ['nitropack', /^(?:h3|ofetch|ufo|defu|unstorage|nitro)$/],
  ['@docusaurus/core', /^(?:@docusaurus\/.*|@mdx-js\/react|react-router-dom|react-helmet-async|prism-react-renderer)$/],
  ['gatsby', /^(?:@reach\/router|gatsby-.*)$/],
  ['astro', /^(?:vite|@astrojs\/.*)$/],
  ['@sveltejs/kit', /^(?:svelte|vite)$/],
  ['expo', /^(?:expo-.*|@expo\/.*|react-native)$/],
  ['react-native', /^@react-native\/.*$/],
  ['@redwoodjs/core', /^(?:@redwoodjs\/.*|graphql-tag|react|react-dom|prop-types)$/],
  ['@redwoodjs/web', /^(?:@redwoodjs\/.*|graphql-tag|react|react-dom)$/],
  ['@umijs/max', /^(?:umi|@umijs\/.*|react|react-dom|antd|@ant-design\/.*)$/],
  ['umi', /^(?:@umijs\/.*|react|react-dom|dva)$/],
  ['@strapi/strapi', /^(?:@strapi\/.*|koa.*|react|react-dom|react-router-dom|styled-components)$/],
  ['@medusajs/framework', /^(?:@medusajs\/.*|@mikro-orm\/.*|awilix|pg|express|zod)$/],
  ['@adonisjs/core', /^@(?:ioc|poppinss|adonisjs)\/.*$/],
  ['@quasar/app-vite', /^(?:quasar|vite|@quasar\/.*)$/],
  ['ember-source', /^(?:@ember\/.*|@glimmer\/.*|rsvp|ember-.*|ember)$/],
  ['@angular/cli', /^(?:@angular\/.*|tslib)$/],
  ['vitepress', /^(?:vue|vite|@vueuse\/.*)$/],
  ['storybook', /^(?:@storybook\/.*)$/],
  ['vitest', /^(?:vite|@vitest\/.*)$/],
  ['jest', /^@jest\/.*$/],
  ['@cloudflare/workers-types', /^cloudflare$/],
  ['graphql-yoga', /^@whatwg-node\/.*$/],
]);

/** Folders whose files a web server hands out as they are: an import map, or the browser, resolves what they import. */
export const SERVED_AS_IS = /(?:^|\/)(?:public|static|wwwroot|htdocs|assets)\/|^www\//;

/** What runs functions brings these. */
export const SERVERLESS_PACKAGES = /^(?:aws-sdk|@aws-sdk\/.*|@smithy\/.*|aws-lambda)$/;
