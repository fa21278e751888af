import { index, route, type RouteConfig } from "@remix-run/route-config";

export default [
  index("routes/index.tsx"),
  route("auth/login", "routes/auth.login.tsx"),
  route("auth/*", "routes/auth.$.tsx"),
  route("app", "routes/app.tsx", [
    index("routes/app.home.tsx"),
    route("program", "routes/app.program.tsx"),
    route("program/example", "routes/app.program.example.ts"),
    route("program/publish", "routes/app.program.publish.tsx"),
    route("rewards", "routes/app.rewards.tsx"),
    route("rewards/:rewardId", "routes/app.rewards.$rewardId.tsx"),
    route("members", "routes/app.members.tsx"),
    route("members/:memberId", "routes/app.members.$memberId.tsx"),
    route("members/:memberId/adjust", "routes/app.members.$memberId.adjust.tsx"),
    route("members/:memberId/issue", "routes/app.members.$memberId.issue.tsx"),
    route("members/:memberId/receipt/:seq", "routes/app.members.$memberId.receipt.ts"),
    route("redemptions", "routes/app.redemptions.tsx"),
    route("redemptions/:redemptionId", "routes/app.redemptions.$redemptionId.tsx"),
    route("privacy/:requestId", "routes/app.privacy.$requestId.ts"),
    route("*", "routes/app.$.tsx"),
  ]),
] satisfies RouteConfig;
