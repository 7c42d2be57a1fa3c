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

/** A package of npm that does nothing but run a program of the system. */
export interface ToolWrapper {
  readonly program: string;
  /** Texts of a file in which it runs another one. */
  readonly unless?: readonly { readonly when: RegExp; readonly program: string }[];
}

export const TOOL_WRAPPERS: ReadonlyMap<string, ToolWrapper> = new Map<string, ToolWrapper>([
  ['fluent-ffmpeg', { program: 'ffmpeg' }],
  ['ffmpeg', { program: 'ffmpeg' }],
  // It runs GraphicsMagick, unless it is told to run ImageMagick.
  ['gm', { program: 'gm', unless: [{ when: /imageMagick\s*:/, program: 'convert' }] }],
  ['imagemagick', { program: 'convert' }],
  ['easyimage', { program: 'convert' }],
  ['pdf-image', { program: 'convert' }],
  ['pdf2pic', { program: 'gm' }],
  ['pdf-to-text', { program: 'pdftotext' }],
  ['pdf-text-extract', { program: 'pdftotext' }],
  ['node-poppler', { program: 'pdftotext' }],
  ['pdftk', { program: 'pdftk' }],
  ['node-pdftk', { program: 'pdftk' }],
  ['node-tesseract-ocr', { program: 'tesseract' }],
  ['wkhtmltopdf', { program: 'wkhtmltopdf' }],
  ['libreoffice-convert', { program: 'soffice' }],
  ['node-exiftool', { program: 'exiftool' }],
  ['node-pandoc', { program: 'pandoc' }],
  ['python-shell', { program: 'python3' }],
  ['simple-git', { program: 'git' }],
  ['simple-git/promise', { program: 'git' }],
]);

/** A file that says where the program is: whoever does that brings it along. */
export const OWN_PATHS =
  /\bset(?:Ffmpeg|Ffprobe)Path\b|\b(?:FFMPEG|FFPROBE|SOFFICE|PYTHON|TESSERACT)_?PATH\b|\b(?:appPath|pythonPath|sofficePath|sofficeBinaryPaths|binaryPath|binary)\s*:/;

/**
 * What the first argument of a runner is: a program, a command line, a list that begins with the program; or the runner
 * is the tag of a template that is a command line.
 */
export type RunnerForm = 'program' | 'command' | 'list' | 'template';
type Runners = Readonly<Record<string, RunnerForm>>;

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
      $: 'template',
      '$.sync': 'template',
    },
  ],
  ['zx', { $: 'template', '$.sync': 'template' }],
  ['bun', { $: 'template', spawn: 'list', spawnSync: 'list' }],
  ['shelljs', { exec: 'command' }],
  ['cross-spawn', { '': 'program', sync: 'program' }],
  ['tinyexec', { x: 'program', exec: 'program' }],
  ['nano-spawn', { '': 'program' }],
]);

/** Substrings without one of which a file runs no program: the modules as they are imported, and Bun's own object. */
export const RUN_NEEDLES: readonly string[] = [
  'child_process',
  'Bun.',
  ...[...PROGRAM_RUNNERS.keys(), ...TOOL_WRAPPERS.keys()].flatMap((name) =>
    name === 'child_process' ? [] : [`'${name}'`, `"${name}"`],
  ),
];

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

/** Files by which a platform, or a developer's machine, is told of system packages. */
export const SYSTEM_DECLARATIONS: readonly string[] = [
  'Aptfile',
  'nixpacks.toml',
  'flake.nix',
  'shell.nix',
  'apt.txt',
  'devbox.json',
  'Brewfile',
  'snapcraft.yaml',
];

/** Package managers of systems, with the word by which they are told to install something. */
export const SYSTEM_INSTALLERS: ReadonlyMap<string, RegExp> = new Map([
  ['apt-get', /^install$/],
  ['apt', /^install$/],
  ['aptitude', /^install$/],
  ['apk', /^add$/],
  ['dnf', /^install$/],
  ['yum', /^install$/],
  ['microdnf', /^install$/],
]);
