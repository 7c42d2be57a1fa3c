/** Options that clients of services do without. */

/** Leads a client to another address than that of its service, which it knows: an override. */
const OWN_ADDRESS = /^base_?(?:url|uri)$/i;

/** Clients of nothing in particular have no address of their own. Known by what the packages say they are; not each was tried. */
const GENERAL_CLIENTS: ReadonlySet<string> = new Set([
  ...[
    'axios',
    '@nestjs/axios',
    'ky',
    'ky-universal',
    'got',
    'ofetch',
    '@better-fetch/fetch',
    'wretch',
    'redaxios',
    'undici',
  ],
  ...[
    'superagent',
    'needle',
    'request',
    'request-promise',
    'request-promise-native',
    'apisauce',
    'openapi-fetch',
    'frisbee',
  ],
  ...[
    '@reduxjs/toolkit/query',
    '@reduxjs/toolkit/query/react',
    '@zodios/core',
    '@hey-api/client-fetch',
    '@hey-api/client-axios',
  ],
  ...['@kubb/plugin-client', 'up-fetch', 'xior', 'gaxios', 'alova', 'umi-request'],
]);

/** True for an option that says where the service of a package is, where the package knows that itself. */
export function isAddressOverride(option: string, packages: readonly string[]): boolean {
  return OWN_ADDRESS.test(option) && packages.length > 0 && !packages.some((one) => GENERAL_CLIENTS.has(one));
}

const VERSION_LABEL =
  /^(?:(?:sdk|app|client|service|package|build|release)_?version|version|release|commit|(?:commit|git)_?(?:sha|hash))$/i;
const VERSION_VARIABLE = /(?:^|_)(?:VERSION|RELEASE|COMMIT|SHA|BUILD)(?:_|$)/;

/** `{ appVersion: process.env.APP_VERSION }`: a label of what was built, which nothing hangs on. */
export function isVersionLabel(option: string, variable: string): boolean {
  return VERSION_LABEL.test(option) && VERSION_VARIABLE.test(variable);
}
