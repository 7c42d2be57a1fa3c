/** Which specifiers name a package of a registry at all. */

/** https://nodejs.org/api/module.html#modulebuiltinmodules, and those that other run-times bring. */
const BUILT_INS: ReadonlySet<string> = new Set(
  (
    'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain ' +
    'events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl ' +
    'stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib bun'
  ).split(' '),
);

/** Modules that the program around the code brings: an editor, a load tester, a runner of functions, a device. */
const HOST_MODULES: ReadonlySet<string> = new Set(
  'vscode electron k6 atom photoshop uxp figma meteor cocos cc ember server-only client-only aws-sdk @forge/bridge'.split(
    ' ',
  ),
);

/** Scopes that nothing is published under: bundlers, frameworks and tests make these names up. */
const MADE_UP =
  /^(?:@(?:app|src|root|ioc:.*|theme|theme-original|theme-init|site|generated|server|client|common|components?|config|constants|controllers?|core|helpers?|hooks?|interfaces?|lib|libs|middlewares?|models?|modules?|routes?|schemas?|services?|shared|stores?|test|tests|types|typings|utils?|utilities|assets|pages|styles|api|db|database|entities|repositories|decorators|dtos|env|errors|features|i18n|ui|validators?|views|widgets))$/;

/** `express` and `@scope/name`, as https://docs.npmjs.com/cli/configuring-npm/package-json#name has it. */
const PACKAGE_NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/** False for paths, aliases such as `@/x`, `~/x`, `#x`, `$lib/x`, and schemes such as `virtual:x`. */
export function isPackageName(name: string): boolean {
  if (!PACKAGE_NAME.test(name) || name.startsWith('~') || name.length > 214) return false;
  // Style sheets that plugins make up (`unfonts.css`).
  if (/\.(?:css|s[ac]ss|less|svg|png)$/.test(name)) return false;
  return !MADE_UP.test(name.split('/')[0] ?? '');
}

/** @param specifier with its subpath: `fs/promises` is one, `punycode/` a package of that name */
export function isBuiltIn(specifier: string): boolean {
  if (specifier.startsWith('node:') || specifier.startsWith('bun:')) return true;
  const [name = '', rest] = specifier.split('/');
  return BUILT_INS.has(name) && rest !== '';
}

export function isHostModule(name: string): boolean {
  return HOST_MODULES.has(name);
}
