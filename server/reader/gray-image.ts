import sharp from "sharp";
import { type Mapping, SAME } from "./geometry.js";
import type { Raster } from "./images.js";

/** A part of a picture, in whole pixels. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Brightness of each pixel, 0 to 255, row by row. */
export class GrayImage {
  constructor(
    readonly data: Uint8Array,
    readonly width: number,
    readonly height: number,
  ) {}

  /** Of a colour what the eye takes it for: ITU-R BT.601, in 256ths. */
  static of({ data, width, height }: Raster): GrayImage {
    const gray = new Uint8Array(width * height);
    for (let to = 0, from = 0; to < gray.length; to++, from += 3)
      gray[to] = (data[from]! * 77 + data[from + 1]! * 150 + data[from + 2]! * 29) >> 8;
    return new GrayImage(gray, width, height);
  }

  /** The same picture in another size, smoothly. */
  async resized(width: number, height: number): Promise<GrayImage> {
    if (width === this.width && height === this.height) return this;
    const image = sharp(this.data, { raw: { width: this.width, height: this.height, channels: 1 } });
    const data = await image.resize(width, height, { fit: "fill" }).extractChannel(0).raw().toBuffer();
    return new GrayImage(data, width, height);
  }

  /** A part of the picture in another size, smoothly, and blurred where it is said by how many pixels. */
  async partOf(part: Part, factor: number, blur: number): Promise<GrayImage> {
    const [width, height] = [Math.ceil(part.width * factor), Math.ceil(part.height * factor)];
    const whole = sharp(this.data, { raw: { width: this.width, height: this.height, channels: 1 } });
    const sized = whole.extract(part).resize(width, height, { fit: "fill" });
    const data = await (blur > 0 ? sized.blur(blur) : sized).extractChannel(0).raw().toBuffer();
    return new GrayImage(data, width, height);
  }

  /** What is seen at the points that `mapping` leads to from each pixel of a picture of this size; white beside the picture. */
  seenBy(mapping: Mapping, width: number, height: number): GrayImage {
    if (mapping === SAME && width === this.width && height === this.height) return this;
    const [a, b, c, d, e, f, g, h] = mapping;
    const seen = new Uint8Array(width * height);
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at++) {
        const w = g * x + h * y + 1;
        seen[at] = this.between((a * x + b * y + c) / w, (d * x + e * y + f) / w);
      }
    }
    return new GrayImage(seen, width, height);
  }

  /** The brightness at a point between four pixels. */
  private between(x: number, y: number): number {
    const left = Math.floor(x);
    const top = Math.floor(y);
    if (left < 0 || top < 0 || left + 1 >= this.width || top + 1 >= this.height) return this.beside(left, top);
    const at = top * this.width + left;
    const [right, down] = [x - left, y - top];
    const above = this.data[at]! * (1 - right) + this.data[at + 1]! * right;
    const below = this.data[at + this.width]! * (1 - right) + this.data[at + this.width + 1]! * right;
    return above * (1 - down) + below * down;
  }

  private beside(x: number, y: number): number {
    const isHere = x >= 0 && y >= 0 && x < this.width && y < this.height;
    return isHere ? this.data[y * this.width + x]! : 255;
  }

  /** As a file that Leptonica reads without decoding anything: a portable graymap. */
  asFile(): Buffer {
    return Buffer.concat([Buffer.from(`P5\n${this.width} ${this.height}\n255\n`), this.data]);
  }
}
