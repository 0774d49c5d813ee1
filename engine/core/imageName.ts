/** An image's name with the tag that a container runtime gives it if it has none: `nginx:latest`. */
export function withTag(image: string): string {
  return image.lastIndexOf(":") <= image.lastIndexOf("/") ? `${image}:latest` : image;
}
