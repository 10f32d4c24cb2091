import type { Module } from "../../platform/module.js";
import { Feed, FeedEntry, Stay } from "./feed.entity.js";
import { feedFollower } from "./feed.follower.js";
import { forgetFeed } from "./feed.service.js";
import { whoWasThere } from "./who-was-there.projection.js";

export const feed: Module = {
  name: "feed",
  entities: [Feed, FeedEntry, Stay],
  projections: [whoWasThere],
  followers: [feedFollower],
  endAccount: forgetFeed,
};
