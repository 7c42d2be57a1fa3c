/** Steps of workflows that bring a release somewhere, and branches that are named after where it goes. */

const DEPLOYING_COMMANDS =
  /\b(?:kubectl\s+(?:apply|set|rollout|create|replace)|helm\s+(?:upgrade|install)|heroku\s|flyctl\s|fly\s+deploy|aws\s+(?:ecs|eks|elasticbeanstalk|lambda|s3\s+sync|deploy)|eb\s+deploy|gcloud\s+(?:run|app)\s+deploy|serverless\s+deploy|sls\s+deploy|vercel\s+(?:deploy|--)|netlify\s+deploy|wrangler\s+(?:deploy|publish)|railway\s+up|docker\s+(?:image\s+)?push|az\s+webapp|cdk\s+deploy|terraform\s+apply|pulumi\s+up|kamal\s+deploy|dokku\s)/;

const DEPLOYING_ACTIONS =
  /^(?:akhileshns\/heroku-deploy|superfly\/flyctl-actions|aws-actions\/amazon-ecs-deploy-task-definition|google-github-actions\/deploy-[\w-]+|azure\/(?:webapps-deploy|k8s-deploy|container-apps-deploy-action)|amondnet\/vercel-action|nwtgck\/actions-netlify|cloudflare\/wrangler-action|einaregilsson\/beanstalk-deploy|appleboy\/ssh-action|docker\/build-push-action|serverless\/github-action)(?:@|\/|$)/i;

export function isDeployingCommand(text: string): boolean {
  return DEPLOYING_COMMANDS.test(text);
}

export function isDeployingAction(uses: string): boolean {
  return DEPLOYING_ACTIONS.test(uses);
}

/** Branches that stand for a place, not for a line of work. */
export const DEPLOY_BRANCH = /^(?:staging|stage|qa|uat|preprod|pre-prod|pre-production|production|prod)$/i;

/** Scripts that a deploy runs; what people run at home is their own affair. */
export const RELEASE_SCRIPT =
  /^(?:pre|post)?(?:start|build|release|migrate|deploy|heroku-(?:pre|post)build|gcp-build)(?::[\w:-]+)?$/;

/** Processes of a platform that are the build itself. */
export const BUILD_PROCESSES = /^(?:build|heroku-postbuild)$/;
