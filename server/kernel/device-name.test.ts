import { expect, test } from "@jest/globals";
import { deviceOf } from "./device-name.js";

const AS_ALWAYS = "AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
  [`Mozilla/5.0 (X11; Linux x86_64) ${AS_ALWAYS} Chrome/150.0.0.0 Safari/537.36`, "Chrome", "Linux"],
  [`Mozilla/5.0 (Windows NT 10.0; Win64) ${AS_ALWAYS} Chrome/150.0 Safari/537.36 Edg/150.0`, "Edge", "Windows"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox", "Mac"],
  [`Mozilla/5.0 (iPhone; CPU iPhone OS 26_0) ${AS_ALWAYS} Version/26.0 Mobile/15E148 Safari/604.1`, "Safari", "iPhone"],
  [`Mozilla/5.0 (Linux; Android 16) ${AS_ALWAYS} Chrome/150.0 Mobile Safari/537.36`, "Chrome", "Android"],
  ["my-script/1.0", "my-script/1.0", null],
  ["x".repeat(300), "x".repeat(60), null],
])("%s", (userAgent, program, system) => {
  expect(deviceOf(userAgent)).toEqual({ program, system });
});
