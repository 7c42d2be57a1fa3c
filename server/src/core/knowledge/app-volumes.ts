/** What lies under a path in a container, as far as the path tells. */

/** Made anew whenever it is missing: dependencies, caches, what is temporary, and sockets. */
const REPLACEABLE =
  /(?:^|[/._-])(?:node_modules|te?mp|cache|caches|\.?next|\.npm|\.yarn|\.pnpm(?:-store)?|pnpm-store|corepack|dist|build|coverage|run|sock(?:et)?s?|shm)(?:[/._-]|$)/i;

/** Handed to the process, which only reads it. */
const GIVEN =
  /(?:^|[/._-])(?:etc|conf(?:ig)?s?|certs?|certificates?|ssl|tls|pki|keys?|secrets?|letsencrypt|\.ssh|\.aws|\.kube|\.config|templates?|locales?|i18n|scripts?|initdb|docker-entrypoint[\w.-]*|localtime|timezone|usr\/share)(?:[/._-]|$)/i;

/** Folders of logs. */
const LOGS = /(?:^|[/._-])logs?(?:[/._-]|$)/i;

export function isLogFolder(path: string): boolean {
  return LOGS.test(path) && !REPLACEABLE.test(path);
}

/** True where nothing of the folder's content is the app's own to keep. */
export function keepsNothing(path: string): boolean {
  return REPLACEABLE.test(path) || GIVEN.test(path) || LOGS.test(path);
}
