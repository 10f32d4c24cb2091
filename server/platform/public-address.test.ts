import { expect, test } from "@jest/globals";
import { isLoopback, isPublicAddress } from "./public-address.js";

test.each([
  "8.8.8.8",
  "172.15.0.1",
  "172.32.0.1",
  "100.63.0.1",
  "192.167.1.1",
  "223.255.255.255",
  "2a00:1450::1",
  "2600::1",
])("%s is of the internet", (address) => expect(isPublicAddress(address)).toBe(true));

test.each([
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "127.0.0.1",
  "127.8.9.1",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "198.18.0.1",
  "203.0.113.5",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "fe80::1",
  "fc00::1",
  "fd12::1",
  "ff02::1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "2001::1",
  "2001:db8::1",
  "",
  "localhost",
  "8.8.8.8.8",
  "0x7f000001",
])("%s is not", (address) => expect(isPublicAddress(address)).toBe(false));

test("this machine is known by all its names", () => {
  expect(["127.0.0.1", "127.1.2.3", "::1"].map(isLoopback)).toEqual([true, true, true]);
  expect(["8.8.8.8", "10.0.0.1", "2a00:1450::1"].map(isLoopback)).toEqual([false, false, false]);
});
