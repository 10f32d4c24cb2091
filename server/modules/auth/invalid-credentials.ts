import { ObjectType } from "type-graphql";
import { UserError } from "../../platform/schema/refusals.js";

@ObjectType({
  implements: UserError,
  description: "One answer for an unknown e-mail and a wrong password, and at the same speed.",
})
export class InvalidCredentialsError extends UserError {
  constructor(message = "E-mail address or password is wrong.") {
    super();
    this.message = message;
  }
}
