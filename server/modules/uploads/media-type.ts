const LENGTH_MAX = 255;

/** "text/csv" of "Text/CSV; charset=utf-8". */
export function mediaType(contentType: string): string {
  return contentType.slice(0, LENGTH_MAX).split(";")[0]!.trim().toLowerCase();
}
