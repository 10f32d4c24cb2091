import type { Module } from "../../platform/module.js";
import { UploadStartResolver } from "./mutations/uploadStart.js";
import { StoredUpload } from "./upload.entity.js";
import { uploadRouter } from "./upload.router.js";
import { uploadRetention } from "./upload.service.js";

export const uploads: Module = {
  name: "uploads",
  entities: [StoredUpload],
  resolvers: [UploadStartResolver],
  router: uploadRouter,
  retention: [uploadRetention],
};
