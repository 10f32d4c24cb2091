import { ObjectType } from "type-graphql";
import { UserError } from "../../platform/schema/refusals.js";

@ObjectType({ implements: UserError, description: "There is an account with this e-mail address already." })
export class EmailTakenError extends UserError {
  constructor() {
    super();
    this.message = "There is an account with this e-mail address already.";
  }
}
