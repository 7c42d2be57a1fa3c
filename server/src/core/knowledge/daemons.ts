/** Libraries that turn the process that calls them into a daemon, or start one and leave it. */
export const DAEMON_LIBRARIES: ReadonlySet<string> = new Set([
  'daemon',
  'daemonize',
  'daemonize2',
  'daemonize-process',
  'forever-monitor',
  'npid',
]);

/** Programs that detach what they start from its terminal. */
export const DETACHING_WRAPPERS: ReadonlySet<string> = new Set(['nohup', 'setsid']);

/** A service of the system, started by its own manager, which then runs without the platform. */
export const SERVICE_START = /^(?:systemctl\s+start\s+\S+|service\s+\S+\s+start|rc-service\s+\S+\s+start)$/;

/** pm2 goes into the background unless it is told not to. */
export const PM2_START = /^pm2\s+(?:start|startOrRestart|startOrReload)\b(?!.*\s--no-daemon\b)(?!.*\s--attach\b)/;

/** A file that holds the number of a process. */
export const PROCESS_ID_FILE = /\.pid$/;

/** Commands behind the start of a daemon that keep the process of the platform going. */
export const STAYS_IN_FOREGROUND = /^(?:pm2 (?:logs?|attach|monit)|tail|sleep|wait|cat)\b/;
