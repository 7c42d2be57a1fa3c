/**
 * Libraries that open a port, and packages that make their owner a server. Members are relative to the package;
 * `''` is its default export or the module itself.
 */
export interface ListenApi {
  readonly module: string;
  /** Members whose call or `new` gives an object with `.listen(...)`; `''` for the default export. */
  readonly creators: readonly string[];
}

/** `creator(...).listen(port | options, …)`. */
export const LISTEN_APIS: readonly ListenApi[] = [
  { module: 'express', creators: [''] },
  { module: 'fastify', creators: ['', 'fastify'] },
  { module: 'koa', creators: ['', 'Koa'] },
  { module: 'polka', creators: [''] },
  { module: 'connect', creators: [''] },
  { module: 'restify', creators: ['createServer'] },
  { module: 'restana', creators: [''] },
  { module: 'http', creators: ['createServer', 'Server'] },
  { module: 'https', creators: ['createServer', 'Server'] },
  { module: 'http2', creators: ['createServer', 'createSecureServer'] },
  { module: 'net', creators: ['createServer', 'Server'] },
  { module: '@nestjs/core', creators: ['NestFactory.create'] },
  { module: 'apollo-server', creators: ['ApolloServer'] },
  { module: 'hyper-express', creators: ['Server'] },
  { module: 'uWebSockets.js', creators: ['App', 'SSLApp'] },
  { module: '@feathersjs/express', creators: [''] },
  { module: '@feathersjs/koa', creators: ['koa'] },
  { module: 'elysia', creators: ['Elysia', ''] },
  { module: 'json-server', creators: ['create'] },
  { module: 'moleculer-web', creators: [''] },
];

/** `call({ port })`: the options object that holds the port, by argument index, and the path to it. */
export const SERVE_APIS: readonly {
  readonly module: string;
  readonly member: string;
  readonly argument: number;
  readonly path: readonly string[];
}[] = [
  { module: '@hono/node-server', member: 'serve', argument: 0, path: [] },
  { module: '@apollo/server/standalone', member: 'startStandaloneServer', argument: 1, path: ['listen'] },
  { module: '@hapi/hapi', member: 'server', argument: 0, path: [] },
  { module: '@hapi/hapi', member: 'Server', argument: 0, path: [] },
  { module: 'hapi', member: 'server', argument: 0, path: [] },
  { module: 'hapi', member: 'Server', argument: 0, path: [] },
  { module: 'ws', member: 'WebSocketServer', argument: 0, path: [] },
  { module: 'ws', member: 'Server', argument: 0, path: [] },
];

/** Globals of other run-times with the same shape: `Bun.serve({ port })`, `Deno.serve({ port }, handler)`. */
export const GLOBAL_SERVE_APIS: readonly { readonly global: string; readonly member: string }[] = [
  { global: 'Bun', member: 'serve' },
  { global: 'Deno', member: 'serve' },
];

/** Dependencies that make a package a server (RULES §1.1, P-SERVER). */
export const SERVER_DEPENDENCIES: ReadonlySet<string> = new Set([
  'express',
  'fastify',
  'koa',
  '@hapi/hapi',
  'hapi',
  '@nestjs/core',
  '@hono/node-server',
  'next',
  'nuxt',
  'nitropack',
  'restify',
  'polka',
  '@trpc/server',
  'apollo-server',
  'apollo-server-express',
  '@apollo/server',
  'socket.io',
  'ws',
  'bullmq',
  'bull',
  'bee-queue',
  'kafkajs',
  'amqplib',
  '@feathersjs/feathers',
  '@adonisjs/core',
  '@sveltejs/adapter-node',
  '@remix-run/node',
  '@remix-run/express',
  '@loopback/core',
  'moleculer',
  'elysia',
  'discord.js',
  'telegraf',
  'grammy',
  '@slack/bolt',
  'graphql-yoga',
  '@strapi/strapi',
  'sails',
  'hyper-express',
  'pg-boss',
  'graphile-worker',
  '@grpc/grpc-js',
]);

/** Frameworks that nobody depends on but to serve: sockets and queues may as well be clients. */
export const HTTP_FRAMEWORKS: ReadonlySet<string> = new Set([
  'express',
  'fastify',
  'koa',
  '@hapi/hapi',
  'hapi',
  '@nestjs/core',
  'restify',
  'next',
  'nuxt',
  '@strapi/strapi',
  '@adonisjs/core',
  '@feathersjs/feathers',
]);

/** Frameworks whose own server reads PORT and handles SIGTERM. */
export const MANAGED_SERVER_DEPENDENCIES: ReadonlySet<string> = new Set([
  'next',
  'nuxt',
  'nitropack',
  '@sveltejs/adapter-node',
  '@remix-run/serve',
  '@strapi/strapi',
  '@adonisjs/core',
  'sails',
]);

/** Files and dependencies that make a package run as functions (P-SERVERLESS). */
export const SERVERLESS_DEPENDENCIES: ReadonlySet<string> = new Set([
  'serverless',
  'serverless-http',
  'serverless-offline',
  '@vendia/serverless-express',
  'wrangler',
  '@cloudflare/workers-types',
  '@vercel/node',
  '@netlify/functions',
  'aws-lambda',
  '@types/aws-lambda',
  'firebase-functions',
  '@google-cloud/functions-framework',
  '@azure/functions',
  'sst',
]);

export const SERVERLESS_FILES: ReadonlySet<string> = new Set([
  'serverless.yml',
  'serverless.yaml',
  'serverless.ts',
  'wrangler.toml',
  'wrangler.json',
  'wrangler.jsonc',
  'netlify.toml',
  'vercel.json',
  'sst.config.ts',
]);

/** Desktop, mobile and editor extensions (DESKTOP): the process belongs to a person, not to a platform. */
export const DESKTOP_DEPENDENCIES: ReadonlySet<string> = new Set([
  'electron',
  'electron-builder',
  '@tauri-apps/api',
  '@tauri-apps/cli',
  'react-native',
  'expo',
  '@types/vscode',
  'nw',
  'neutralinojs',
]);

/** Build tools of browser applications (X-FRONT for a whole package without server evidence). */
export const FRONT_END_DEPENDENCIES: ReadonlySet<string> = new Set([
  'react-dom',
  'react-scripts',
  'vue',
  '@angular/core',
  'svelte',
  'gatsby',
  'preact',
  'solid-js',
  '@vitejs/plugin-react',
  '@vitejs/plugin-vue',
  'parcel',
]);
