/** An account without an address goes after so many days in which nobody used it; its refresh tokens live as long. */
export const GUEST_DAYS = 30;
