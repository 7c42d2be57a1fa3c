/** Names by which clouds know one account's resources (AWS, Google Cloud and Azure documentation). */
import { isPlaceholder } from './placeholders';

/** Options of AWS commands that name a resource, and the variable that conventionally holds it. */
export const RESOURCE_OPTIONS: Readonly<Record<string, string>> = {
  Bucket: 'S3_BUCKET',
  QueueUrl: 'SQS_QUEUE_URL',
  TopicArn: 'SNS_TOPIC_ARN',
  TargetArn: 'SNS_TARGET_ARN',
  TableName: 'DYNAMODB_TABLE',
  StreamName: 'KINESIS_STREAM',
  DeliveryStreamName: 'FIREHOSE_STREAM',
  StateMachineArn: 'STATE_MACHINE_ARN',
  stateMachineArn: 'STATE_MACHINE_ARN',
  SecretId: 'SECRET_ID',
  UserPoolId: 'COGNITO_USER_POOL_ID',
  EventBusName: 'EVENT_BUS_NAME',
  FunctionName: 'LAMBDA_FUNCTION',
  DistributionId: 'CLOUDFRONT_DISTRIBUTION_ID',
};

/** Packages whose commands and clients take them. */
export const RESOURCE_SDK = /^(?:@aws-sdk\/(?:client-|lib-)[\w-]+|aws-sdk(?:\/clients\/\w+)?)$/;

/** Calls that take a bucket in another way: member of the package, and the place. */
export const BUCKET_CALLS: readonly { readonly module: string; readonly member: string; readonly place: string }[] = [
  { module: 'multer-s3', member: '', place: '0.bucket' },
  { module: '@aws-sdk/lib-storage', member: 'Upload', place: '0.params.Bucket' },
];

/** Infrastructure as code: resources are declared there, once for each deploy. */
const INFRASTRUCTURE_IMPORT =
  /["'](?:aws-cdk-lib|@aws-cdk\/|constructs["']|@pulumi\/|sst["'/]|cdktf|@serverless\/typescript|@cdktf\/|@aws-amplify\/backend)/;

export type ResourceKind =
  | 'AWS resource'
  | 'queue'
  | 'Google Cloud resource'
  | 'Azure storage account'
  | 'OpenAI assistant'
  | 'Stripe price'
  | 'Stripe account'
  | 'Twilio service';

/** What kind of resource a whole text names by account or project; `undefined` for samples and for everybody's. */
export function resourceKindOf(text: string): ResourceKind | undefined {
  const found = FORMS.find(({ pattern }) => pattern.test(text));
  if (found === undefined || isPlaceholder(text)) return undefined;
  const account = found.pattern.exec(text)?.[1] ?? '';
  return isSampleAccount(account) ? undefined : found.kind;
}

/** Names that stand for no account's own resource: LocalStack, AWS's defaults, a name that is to be filled in. */
export function isSampleResource(text: string): boolean {
  const isOwn =
    !/localhost|localstack|:0{12}:|\/0{12}\//.test(text) && !/^(?:default|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)?$/.test(text);
  return !isOwn || SAMPLE_ACCOUNTS.test(/\d{12}/.exec(text)?.[0] ?? '');
}

/** Substrings without which a text names none of them and calls no SDK. */
export const RESOURCE_NEEDLES: readonly string[] = [
  'aws-sdk',
  'multer-s3',
  'arn:aws',
  '//sqs.',
  '.core.windows.net',
  'projects/',
  'asst_',
  'price_1',
  'acct_1',
  'twilio',
];

/** True for a text that calls an SDK or names a resource; one that declares infrastructure does neither. */
export function mayNameResource(text: string): boolean {
  return (/aws-sdk|multer-s3/.test(text) || text.search(RESOURCE_START) >= 0) && !INFRASTRUCTURE_IMPORT.test(text);
}

/** Where in a text such a name can begin. */
export const RESOURCE_START =
  /arn:aws[\w-]*:[a-z]|https:\/\/sqs\.|https:\/\/[a-z0-9]{3,24}\.\w+\.core\.windows\.net|projects\/[a-z][a-z0-9-]{5,29}\/[a-z]+\/|\basst_[A-Za-z0-9]{24}\b|\bprice_1[A-Za-z0-9]{23}\b|\bacct_1[A-Za-z0-9]{15}\b|\b(?:VA|MG|IS)[0-9a-f]{32}\b/g;

const FORMS: readonly { readonly kind: ResourceKind; readonly pattern: RegExp }[] = [
  { kind: 'AWS resource', pattern: /^arn:aws[\w-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):\S+$/ },
  { kind: 'queue', pattern: /^https:\/\/sqs\.[a-z0-9-]+\.amazonaws\.com\/(\d{12})\/\S+$/ },
  {
    kind: 'Google Cloud resource',
    pattern:
      /^projects\/([a-z][a-z0-9-]{4,28}[a-z0-9])\/(?:topics|subscriptions|secrets|locations|instances|databases|serviceAccounts)\/\S+$/,
  },
  {
    kind: 'Azure storage account',
    pattern: /^https:\/\/([a-z0-9]{3,24})\.(?:blob|queue|table|file|dfs)\.core\.windows\.net(?:\/\S*)?$/,
  },
  // Handles that the vendor makes up when the resource is created in one account, or in one mode of it (test, live).
  { kind: 'OpenAI assistant', pattern: /^asst_([A-Za-z0-9]{24})$/ },
  { kind: 'Stripe price', pattern: /^price_(1[A-Za-z0-9]{23})$/ },
  { kind: 'Stripe account', pattern: /^acct_(1[A-Za-z0-9]{15})$/ },
  { kind: 'Twilio service', pattern: /^(?:VA|MG|IS)([0-9a-f]{32})$/ },
];

/** Of documentation and of LocalStack. */
const SAMPLE_ACCOUNTS = /^(?:123456789012|111122223333|444455556666|(\d)\1{11}|012345678901)$/;

/** Accounts like these, and stand-ins. */
function isSampleAccount(account: string): boolean {
  return (
    SAMPLE_ACCOUNTS.test(account) ||
    /(.)\1{5}|123456|abcdef/i.test(account) ||
    /^(?:my|your|example|sample|test|project|demo)(?:-|$)|^(?:myaccount|youraccount|storageaccount|devstoreaccount1|example\w*)$/.test(
      account,
    )
  );
}
