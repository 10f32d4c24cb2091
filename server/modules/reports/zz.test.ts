import { createWriteStream } from "node:fs";
import { test } from "@jest/globals";
import { reportContent } from "../../test/report-content.js";
import { writePdf } from "./pdf.adapter.js";
import { writeXlsx } from "./xlsx.adapter.js";
import { writeCsv } from "./csv.adapter.js";
test("pdf", async () => {
  await writePdf(reportContent({}, 120), createWriteStream("/tmp/w/r.pdf"), () => undefined);
  await writeXlsx(reportContent({}, 120), createWriteStream("/tmp/w/r.xlsx"), () => undefined);
  await writeCsv(reportContent({}, 120), createWriteStream("/tmp/w/r.csv"), () => undefined);
}, 60000);
