/** Builds that leave imports of packages as they are: what the code imports has to be installed where it runs. */
const PLAIN_BUILDS: ReadonlySet<string> = new Set(
  'tsc tsc-alias tspc ttsc vue-tsc nest swc babel rimraf rm cp copyfiles cpx mkdir echo prisma cross-env npm yarn pnpm run-s run-p npm-run-all copy-webpack shx graphql-codegen typeorm i18n cpy node-gyp eslint true del-cli ncp mv chmod cd tsup-node resolve-tspaths'.split(
    ' ',
  ),
);

/** False for a bundler, and for a program nobody here knows. */
export function isPlainBuild(program: string): boolean {
  return PLAIN_BUILDS.has(program);
}
