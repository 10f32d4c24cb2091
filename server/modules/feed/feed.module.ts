import type { Module } from "../../platform/module.js";
import { Feed, FeedEntry, Stay } from "./feed.entity.js";
import { feedFollower } from "./feed.follower.js";
import { FeedQueries } from "./feed.queries.js";
import { feedRetention, forgetFeed } from "./feed.service.js";
import { ViewerEventsResolver } from "./subscriptions/viewerEvents.js";
import { whoWasThere } from "./who-was-there.projection.js";

export const feed: Module = {
  name: "feed",
  entities: [Feed, FeedEntry, Stay],
  resolvers: [FeedQueries, ViewerEventsResolver],
  projections: [whoWasThere],
  followers: [feedFollower],
  retention: [feedRetention],
  endAccount: forgetFeed,
};
