// Makes the passwords of the stack when it starts for the first time: nobody chooses them, none is in this repository, and
// each file can be read by the one process that needs it. They stay in their volume; without it the data is of no use.
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, rmSync, writeFileSync } from "node:fs";

const FOLDER = "/run/secrets";
/** Who reads what, as the images have them. */
const ROOT = 0;
const REDIS_AND_POSTGRES = 999;
const NODE = 1000;

// The product's file is written last: where it is, all are.
if (existsSync(`${FOLDER}/product.env`)) process.exit(0);

const secret = () => randomBytes(24).toString("hex");
const [postgres, redis, s3Key, s3Secret] = [secret(), secret(), secret(), secret()];

keep("postgres-password", REDIS_AND_POSTGRES, postgres);
keep("redis.conf", REDIS_AND_POSTGRES, `requirepass ${redis}\n`);
keep("minio-user", ROOT, s3Key);
keep("minio-password", ROOT, s3Secret);
keep(
  "product.env",
  NODE,
  [
    `DATABASE_URL=postgres://postgres:${postgres}@postgres:5432/expense_tracker`,
    `REDIS_URL=redis://:${redis}@redis:6379`,
    `S3_ACCESS_KEY=${s3Key}`,
    `S3_SECRET_KEY=${s3Secret}`,
    "",
  ].join("\n"),
);

function keep(name, owner, content) {
  const file = `${FOLDER}/${name}`;
  rmSync(file, { force: true });
  writeFileSync(file, content, { mode: 0o400 });
  chownSync(file, owner, owner);
}
