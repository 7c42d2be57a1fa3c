/**
 * Programs that come neither with Node nor with a POSIX system: who runs one depends on it. Programs that are not listed
 * are left alone. Packages are those of Debian (apt), Alpine (apk) and Fedora (dnf).
 */
export interface SystemTool {
  readonly program: string;
  readonly apt: readonly string[];
  readonly apk: readonly string[];
  /** Packages of npm that ship the program. */
  readonly npm?: readonly string[];
}

const tool = (program: string, apt: string, apk = apt, npm = ''): SystemTool => ({
  program,
  apt: apt.split(' '),
  apk: apk.split(' '),
  npm: npm === '' ? [] : npm.split(' '),
});

const BROWSERS = 'puppeteer playwright @sparticuz/chromium chromium';

export const SYSTEM_TOOLS: ReadonlyMap<string, SystemTool> = new Map(
  [
    tool('convert', 'imagemagick graphicsmagick-imagemagick-compat'),
    tool('magick', 'imagemagick'),
    tool('identify', 'imagemagick'),
    tool('mogrify', 'imagemagick'),
    tool('gm', 'graphicsmagick'),
    tool('ffmpeg', 'ffmpeg', 'ffmpeg', 'ffmpeg-static @ffmpeg-installer/ffmpeg'),
    tool('ffprobe', 'ffmpeg', 'ffmpeg', 'ffprobe-static @ffprobe-installer/ffprobe'),
    tool('gs', 'ghostscript'),
    tool('pdftotext', 'poppler-utils'),
    tool('pdftoppm', 'poppler-utils'),
    tool('pdfinfo', 'poppler-utils'),
    tool('pdftk', 'pdftk pdftk-java'),
    tool('wkhtmltopdf', 'wkhtmltopdf', 'wkhtmltopdf', 'wkhtmltopdf-installer'),
    tool('soffice', 'libreoffice libreoffice-core libreoffice-writer libreoffice-nogui', 'libreoffice'),
    tool('libreoffice', 'libreoffice libreoffice-core libreoffice-writer libreoffice-nogui', 'libreoffice'),
    tool('chromium', 'chromium', 'chromium', BROWSERS),
    tool('google-chrome', 'google-chrome-stable', 'chromium', BROWSERS),
    tool('curl', 'curl'),
    tool('git', 'git git-core'),
    tool('python', 'python-is-python3 python', 'python3 python'),
    tool('python3', 'python3 python3-pip python3-minimal python3-venv', 'python3 py3-pip'),
    tool(
      'java',
      'default-jre default-jre-headless openjdk-17-jre-headless openjdk-17-jre default-jdk',
      'openjdk17-jre',
    ),
    tool('ruby', 'ruby ruby-full'),
    tool('php', 'php php-cli', 'php php83'),
    tool('psql', 'postgresql-client postgresql'),
    tool('pg_dump', 'postgresql-client postgresql'),
    tool('pg_restore', 'postgresql-client postgresql'),
    tool('mysqldump', 'default-mysql-client mysql-client mariadb-client', 'mysql-client mariadb-client'),
    tool('mysql', 'default-mysql-client mysql-client mariadb-client', 'mysql-client mariadb-client'),
    tool('mongodump', 'mongodb-database-tools mongo-tools', 'mongodb-tools'),
    tool('mongorestore', 'mongodb-database-tools mongo-tools', 'mongodb-tools'),
    tool('redis-cli', 'redis-tools redis redis-server', 'redis'),
    tool('openssl', 'openssl'),
    tool('docker', 'docker.io docker-ce-cli docker-cli', 'docker docker-cli'),
    tool('kubectl', 'kubectl'),
    tool('aws', 'awscli', 'aws-cli'),
    tool('tesseract', 'tesseract-ocr'),
    tool('exiftool', 'libimage-exiftool-perl exiftool', 'exiftool', 'exiftool-vendored exiftool-vendored.pl'),
    tool('rsync', 'rsync'),
    tool('ssh', 'openssh-client', 'openssh-client openssh openssh-client-default'),
    tool('jq', 'jq', 'jq', 'node-jq'),
    tool('yt-dlp', 'yt-dlp', 'yt-dlp', 'yt-dlp-wrap youtube-dl-exec'),
    tool('qpdf', 'qpdf'),
    tool('pandoc', 'pandoc'),
  ].map((entry) => [entry.program, entry]),
);

/** Packages of npm that do nothing but run such a program, and the one they run. */
export const TOOL_WRAPPERS: ReadonlyMap<string, string> = new Map([
  ['fluent-ffmpeg', 'ffmpeg'],
  ['node-tesseract-ocr', 'tesseract'],
  ['wkhtmltopdf', 'wkhtmltopdf'],
  ['libreoffice-convert', 'soffice'],
]);

/** What runs a program: the member by module, and whether its first argument is a program or a command line. */
type Runners = Readonly<Record<string, 'program' | 'command'>>;

export const PROGRAM_RUNNERS: ReadonlyMap<string, Runners> = new Map<string, Runners>([
  [
    'child_process',
    {
      spawn: 'program',
      spawnSync: 'program',
      execFile: 'program',
      execFileSync: 'program',
      exec: 'command',
      execSync: 'command',
    },
  ],
  [
    'execa',
    {
      '': 'program',
      execa: 'program',
      execaSync: 'program',
      execaCommand: 'command',
      execaCommandSync: 'command',
      command: 'command',
    },
  ],
  ['shelljs', { exec: 'command' }],
  ['cross-spawn', { '': 'program', sync: 'program' }],
]);

/** What well-known base images hold of these, by the part of the tag that names the flavour. `undefined`: unknown image. */
export function toolsOfBase(name: string, tag: string): ReadonlySet<string> | undefined {
  if (name === 'node') {
    if (/alpine/.test(tag)) return NOTHING;
    return /slim/.test(tag) ? NOTHING : FULL;
  }
  if (/^(?:debian|ubuntu|alpine|oven\/bun)$/.test(name)) return NOTHING;
  return /^gcr\.io\/distroless\/nodejs\d*(?:-debian\d+)?$/.test(name) ? NOTHING : undefined;
}

const NOTHING: ReadonlySet<string> = new Set();
/** https://hub.docker.com/_/buildpack-deps, which the plain tags of `node` are built on. */
const FULL: ReadonlySet<string> = new Set('convert identify mogrify magick curl git python3 openssl ssh'.split(' '));
