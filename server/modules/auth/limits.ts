import { limits } from "../../platform/rate-limit.js";

export const AUTH_LIMITS = limits({
  /** Tries to sign in to one account from one address: the owner elsewhere is not locked out. */
  SIGN_IN: { points: 10, duration: 60, alone: 3 },
  /** Tries to sign in from one address, whatever the account. */
  SIGN_IN_ADDRESS: { points: 60, duration: 60, alone: 20 },
  /** Tries to sign in to one account from anywhere, until one is right. */
  SIGN_IN_ACCOUNT: { duration: 900 },
  /** Wrong passwords of one signed-in person who wants a new one. */
  PASSWORD_CHANGE: { points: 10, duration: 60, alone: 3 },
  /** Mails for a new password that are asked for from one address. */
  PASSWORD_RESET_ADDRESS: { points: 20, duration: 3600, alone: 5 },
  /** Mails for a new password to one e-mail address, whether or not anybody has it. */
  PASSWORD_RESET_EMAIL: { points: 5, duration: 3600, alone: 2 },
  /** Links for a new password that are tried from one address. */
  PASSWORD_RESET_LINK: { points: 60, duration: 60, alone: 10 },
  /** New accounts from one address. */
  REGISTER: { points: 20, duration: 3600 },
});
