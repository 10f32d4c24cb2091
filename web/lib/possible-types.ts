/**
 * What the schema's interfaces stand for. With these, the cache knows that nothing else does, and takes a fragment on
 * one type never for one on another.
 */
export const possibleTypes = {
  Node: [
    "Category",
    "Device",
    "Expense",
    "Group",
    "GroupRate",
    "Household",
    "Import",
    "Invite",
    "Member",
    "Notification",
    "Receipt",
    "ReceiptLine",
    "Report",
    "Settlement",
    "User",
    "UserSession",
  ],
  UserError: [
    "ConflictError",
    "EmailTakenError",
    "ForbiddenError",
    "InvalidCredentialsError",
    "InvalidInputError",
    "NotFoundError",
  ],
};

/** By its name, a refusal that the server learned to make after this page was built. */
const LATER_ERROR = "^[A-Z][A-Za-z]*Error$";

/** What the cache is told: of a type that it does not know it would drop the message, and the page could not show it. */
export const cachedTypes = { ...possibleTypes, UserError: [...possibleTypes.UserError, LATER_ERROR] };
