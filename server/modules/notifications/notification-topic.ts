/** What rings when a notification of this person is made, grows or is read. */
export function notificationTopic(userId: string): string {
  return `notifications ${userId}`;
}
