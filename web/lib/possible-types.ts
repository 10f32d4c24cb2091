/**
 * What the schema's interfaces stand for. With these, the cache knows that nothing else does, and takes a fragment on
 * one type never for one on another.
 */
export const possibleTypes = {
  Node: [
    "Category",
    "Expense",
    "Group",
    "GroupRate",
    "Household",
    "Import",
    "Invite",
    "Member",
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
