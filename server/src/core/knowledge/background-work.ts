/**
 * Libraries that run work beside the requests: schedulers, and consumers of queues. Members are relative to the package,
 * `''` being its default export. Those that only put jobs into a queue are not here.
 */
export interface BackgroundApi {
  readonly module: string;
  readonly kind: 'schedule' | 'consumer';
  /** Called or made with `new` themselves. */
  readonly members: readonly string[];
  /** Methods of what the package makes. */
  readonly methods: readonly string[];
  /** `true`: it takes care itself that only one of several processes does the work. */
  readonly locks?: boolean;
}

export const BACKGROUND_APIS: readonly BackgroundApi[] = [
  { module: 'node-cron', kind: 'schedule', members: ['schedule'], methods: [] },
  { module: 'cron', kind: 'schedule', members: ['CronJob', 'job', 'CronJob.from'], methods: [] },
  { module: 'node-schedule', kind: 'schedule', members: ['scheduleJob'], methods: [] },
  { module: 'croner', kind: 'schedule', members: ['', 'Cron'], methods: [] },
  {
    module: 'toad-scheduler',
    kind: 'schedule',
    members: [],
    methods: ['addCronJob', 'addSimpleIntervalJob', 'addLongIntervalJob'],
  },
  { module: 'bree', kind: 'schedule', members: [], methods: ['start'] },
  { module: 'agenda', kind: 'schedule', members: [], methods: ['every'], locks: true },
  { module: 'bullmq', kind: 'consumer', members: ['Worker'], methods: [] },
  { module: 'bull', kind: 'consumer', members: [], methods: ['process'] },
  { module: 'bee-queue', kind: 'consumer', members: [], methods: ['process'] },
  { module: 'pg-boss', kind: 'consumer', members: [], methods: ['work'] },
  { module: 'graphile-worker', kind: 'consumer', members: ['run'], methods: [] },
  { module: 'amqplib', kind: 'consumer', members: [], methods: ['consume'] },
  { module: 'kafkajs', kind: 'consumer', members: [], methods: ['run'] },
  { module: '@confluentinc/kafka-javascript', kind: 'consumer', members: [], methods: ['run'] },
  { module: 'node-rdkafka', kind: 'consumer', members: [], methods: ['consume'] },
  { module: 'sqs-consumer', kind: 'consumer', members: [], methods: ['start'] },
];

export const BACKGROUND_DECORATORS: readonly {
  readonly module: string;
  readonly member: string;
  readonly kind: 'schedule' | 'consumer';
}[] = [
  { module: '@nestjs/schedule', member: 'Cron', kind: 'schedule' },
  { module: '@nestjs/schedule', member: 'Interval', kind: 'schedule' },
  { module: '@nestjs/bull', member: 'Processor', kind: 'consumer' },
  { module: '@nestjs/bullmq', member: 'Processor', kind: 'consumer' },
  { module: '@ssut/nestjs-sqs', member: 'SqsMessageHandler', kind: 'consumer' },
];

/** A timer that comes round more often than this serves the process itself. */
export const SHORTEST_SCHEDULE = 60_000;

/** In a file that is called after schedules, a timer of this period is one. */
export const SHORTEST_NAMED_SCHEDULE = 10_000;
export const SCHEDULE_FILE =
  /(?:^|[/._-])(?:crons?|cron-?jobs?|schedulers?|scheduled|jobs)(?:[/._-][\w.-]*)?\.[cm]?[jt]s$/i;

/** What pm2 tells each copy of a process; other platforms set it nowhere. */
export const COPY_NUMBER = 'NODE_APP_INSTANCE';

/** What a timer does for its own process, in the names of what it calls or stands in. */
export const HOUSEKEEPING_NAME =
  /heart_?beat|ping|alive|health|metric|stat(?:s|us)|memory|gc\b|cache|refresh|reload|token|session|expire|evict|prune|sweep|purge|flush|poll|monitor|watch|log|report|clean_?up|clear|rotate/i;

/** Somebody sees to it that only one process does the work. */
export const LOCK_TEXT =
  /\b(?:redlock|acquireLock|withLock|tryLock|advisory_lock|advisoryLock|isLeader|leaderElection|mutex|lockService|distributedLock|useLock)\b/i;

/** The process chooses what it is from its environment or its arguments (RULES §1.1, MULTI-ROLE). */
export const ROLE_SWITCH =
  /\b(?:PROCESS_TYPE|PROCESS_ROLE|APP_ROLE|APP_TYPE|SERVER_ROLE|SERVICE_TYPE|SERVICE_NAME|NODE_ROLE|CLUSTER_ROLE|DYNO|INSTANCE_ROLE|IS_LEADER|[A-Z_]*(?:WORKER|CRON|SCHEDULE[RD]?|SCHEDULING|JOBS?|QUEUES?|CONSUMERS?|BACKGROUND)(?:_[A-Z]+)*_?(?:ENABLED?|DISABLED?|MODE|ONLY)|(?:ENABLE|DISABLE|RUN|START|SKIP|IS|NO)_[A-Z_]*(?:WORKER|CRON|SCHEDULE|SCHEDULING|JOB|QUEUE|CONSUMER|TASK|BACKGROUND)[A-Z_]*)\b|\b(?:isWorker|workerMode|processType|isCron|env\.SERVICES|runWorkers?|enableCron|cronEnabled|workersEnabled)\b|--(?:services|worker|role)\b/;

/** Parts of {@link ROLE_SWITCH} without one of which it cannot match. */
export const ROLE_SWITCH_NEEDLES: readonly string[] = [
  'PROCESS_',
  'APP_ROLE',
  'APP_TYPE',
  '_ROLE',
  'SERVICE',
  'DYNO',
  'LEADER',
  'WORKER',
  'CRON',
  'SCHEDUL',
  'JOB',
  'QUEUE',
  'CONSUMER',
  'TASK',
  'BACKGROUND',
  'isWorker',
  'workerMode',
  'processType',
  'isCron',
  'runWorker',
  'enableCron',
  'cronEnabled',
  'workersEnabled',
  '--services',
  '--worker',
  '--role',
];

/** Entry files and process types whose port is there for probes and metrics. */
export const WORKER_NAME =
  /(?:^|[^a-z])(?:workers?|crons?|schedulers?|jobs?|queues?|consumers?|processors?|tasks?|daemon)(?:$|[^a-z])/i;
