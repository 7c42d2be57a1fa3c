/** Variables that the system, the shell or the platform sets: a value moved to one of these names would never be read. */
export const RESERVED_VARIABLES: ReadonlySet<string> = new Set(
  (
    'PATH PWD OLDPWD HOME USER USERNAME LOGNAME SHELL TERM LANG LC_ALL TZ TMP TEMP TMPDIR HOST HOSTNAME PORT ENV EDITOR VISUAL DISPLAY MAIL UID ' +
    'NODE_ENV NODE_PATH NODE_OPTIONS NODE_DEBUG NODE_EXTRA_CA_CERTS CI DEBUG DYNO SSH_AUTH_SOCK HTTP_PROXY HTTPS_PROXY NO_PROXY'
  ).split(' '),
);
