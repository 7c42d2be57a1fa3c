/** Libraries that receive uploads, and the options that say where the files go (RULES VI-2). */

/** `call({ option: 'path' })`: option names whose value is a directory for uploads. */
export const UPLOAD_DIRECTORY_OPTIONS: readonly {
  readonly module: string;
  readonly members: readonly string[];
  /** Paths of option names, outermost first. */
  readonly options: readonly (readonly string[])[];
}[] = [
  { module: 'multer', members: [''], options: [['dest']] },
  { module: 'formidable', members: ['', 'formidable', 'IncomingForm'], options: [['uploadDir']] },
  { module: 'koa-body', members: ['', 'koaBody'], options: [['formidable', 'uploadDir']] },
  { module: '@nestjs/platform-express', members: ['MulterModule.register'], options: [['dest']] },
  {
    module: '@nestjs/platform-express',
    members: ['FileInterceptor', 'FilesInterceptor', 'AnyFilesInterceptor', 'FileFieldsInterceptor'],
    options: [['dest']],
  },
  { module: 'fastify-multer', members: ['', 'default'], options: [['dest']] },
];

/** `diskStorage({ destination })`. */
export const DISK_STORAGES: readonly { readonly module: string; readonly members: readonly string[] }[] = [
  { module: 'multer', members: ['diskStorage'] },
  { module: 'fastify-multer', members: ['diskStorage'] },
  { module: '@koa/multer', members: ['diskStorage'] },
];

/** Paths that the system clears: what goes there is not meant to last. */
export const TEMPORARY_PATH =
  /^(?:\/(?:var\/)?te?mp(?:\/|$)|\/dev\/shm(?:\/|$))|(?:^|[\\/._-])te?mp(?:orary)?(?:[\\/._-]|$)/i;
export const TEMPORARY_NAME = /te?mp(?:orary|dir|file|path)?/i;

/** Their call has `memoryStorage()`, which takes the place of `dest`. */
export const MEMORY_STORAGE_MODULES: ReadonlySet<string> = new Set(['multer', 'fastify-multer']);

/** Calls that serve a directory, the first argument. */
export const STATIC_SERVERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['express', ['static']],
  ['serve-static', ['']],
  ['koa-static', ['']],
]);
export const STATIC_NEEDLES: readonly string[] = ['express.static', 'serve-static', 'koa-static'];

/** Names without which nothing of the above is at work. */
export const UPLOAD_NEEDLES: readonly string[] = [
  'multer',
  'Multer',
  'formidable',
  'koa-body',
  'koaBody',
  'platform-express',
  'express-fileupload',
  'MultipartFile',
  'FileUpload',
  'UploadedFile',
];
