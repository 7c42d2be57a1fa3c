/** Ways to hand mail to a program of the same machine instead of a mail service. */

/** Packages that do nothing else: the module itself is called. */
export const LOCAL_MAIL_MODULES: ReadonlySet<string> = new Set([
  'sendmail',
  'nodemailer-sendmail-transport',
  'nodemailer-direct-transport',
]);

/** Where the options of a nodemailer transport stand, by package and member. */
export const MAIL_TRANSPORTS: readonly { readonly module: string; readonly member: string; readonly place: string }[] =
  [
    { module: 'nodemailer', member: 'createTransport', place: '0' },
    { module: '@nestjs-modules/mailer', member: 'MailerModule.forRoot', place: '0.transport' },
  ];

/** Programs that take a message; `mail` is one only with options. */
export const MAIL_PROGRAMS = /^(?:sendmail|mailx|mutt|msmtp|ssmtp|postfix|exim4?)$/;

/** Without one of them a file sends no mail in such a way. */
export const LOCAL_MAIL_NEEDLES: readonly string[] = [
  'sendmail',
  'mailx',
  'msmtp',
  'ssmtp',
  'mail -s',
  'direct-transport',
];
