/** Sockets of services on the same machine. */
export const SOCKET_PATH =
  /^(?:unix:(?:\/\/)?)?(?:(?:\/var)?\/run\/[\w./-]+\.sock|\/tmp\/(?:[\w./-]+\.sock|\.s\.PGSQL\.\d+)|\/var\/run\/postgresql\/?|\/var\/lib\/[\w./-]+\.sock|\/cloudsql\/[\w.:-]+)$/;

export const SOCKET_NEEDLES: readonly string[] = ['.sock', '.s.PGSQL', '/run/postgresql', '/cloudsql/'];

/** Where a socket begins in a text. */
export const SOCKET_START = /(?<=['"`])(?:unix:(?:\/\/)?)?\/(?:var|run|tmp|cloudsql)\//g;

/** The option that holds one in every client that takes sockets. */
export const SOCKET_OPTION = 'socketPath';

/** Folders and files of the host by which a database is reached. */
export const MOUNTED_SOCKET =
  /(?:^|\/)(?:mysqld?|mariadb|postgresql|redis|mongodb?)(?:\/|$)|\.s\.PGSQL|(?:mysqld?|redis|mongodb-\d+)\.sock$/;
