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
    route("rewards/:rewardId", "routes/app.reward.tsx"),
    route("members", "routes/app.members.tsx"),
    route("members/:memberId", "routes/app.member.tsx"),
    route("members/:memberId/adjust", "routes/app.member.adjust.tsx"),
    route("members/:memberId/issue", "routes/app.member.issue.tsx"),
    route("members/:memberId/receipt/:seq", "routes/app.member.receipt.ts"),
    route("redemptions", "routes/app.redemptions.tsx"),
    route("redemptions/:redemptionId", "routes/app.redemption.tsx"),
    route("privacy/:requestId", "routes/app.privacy.ts"),
    route("*", "routes/app.$.tsx"),
  ]),
] satisfies RouteConfig;
