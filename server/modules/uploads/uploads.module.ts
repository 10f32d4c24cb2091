import { LINK_PATH, POST_PATH } from "../../platform/local-storage.js";
import type { Module } from "../../platform/module.js";
import { UPLOAD_LIMITS } from "./limits.js";
import { linkRouter } from "./link.router.js";
import { UploadStartResolver } from "./mutations/uploadStart.js";
import { StoredUpload, storageKey } from "./upload.entity.js";
import { uploadRouter } from "./upload.router.js";
import { forgetUploadsOf, removeFilesJob, uploadRetention } from "./upload.service.js";

export const uploads: Module = {
  name: "uploads",
  ids: { upl: null },
  limits: UPLOAD_LIMITS,
  entities: [StoredUpload],
  resolvers: [UploadStartResolver],
  routes: [
    { path: POST_PATH, router: uploadRouter },
    { path: LINK_PATH, router: linkRouter },
  ],
  storedKeys: `select '${storageKey("")}' || id as key, false as claimed from uploads
    union all select kept_as, claimed_by is not null from uploads where kept_as is not null`,
  endAccount: forgetUploadsOf,
  jobs: [removeFilesJob],
  retention: [uploadRetention],
};
