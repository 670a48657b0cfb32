/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.dicomdeid.codec.Box;
import org.dicomdeid.codec.Frame;
import org.dicomdeid.codec.FrameCodecs;
import org.dicomdeid.codec.Photometric;
import org.dicomdeid.codec.PixelFormat;
import org.dicomdeid.codec.PixelLimits;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;

/** A cine over which text moves, that knows where the ink of each letter is on each frame. */
final class MovingClip {

  /** What is under the text. */
  enum Ground {
    /** Nearly black, with noise that differs from frame to frame. */
    NOISE,
    /** Tissue that beats, speckle and all. */
    ANATOMY
  }

  /**
   * How a text stands on a frame.
   *
   * @param x left end of its baseline, in pixels
   * @param y baseline
   * @param size of the font, in pixels
   * @param degrees clockwise, about the left end of the baseline
   * @param opacity 0 to 1; from a half on it counts as shown
   */
  record Pose(double x, double y, double size, double degrees, double opacity) {
    static final Pose ABSENT = new Pose(0, 0, 1, 0, 0);

    static Pose at(double x, double y) {
      return new Pose(x, y, 18, 0, 1);
    }

    Pose sized(double other) {
      return new Pose(x, y, other, degrees, opacity);
    }

    Pose turned(double by) {
      return new Pose(x, y, size, by, opacity);
    }

    Pose faded(double to) {
      return new Pose(x, y, size, degrees, to);
    }
  }

  /** The pose of a text on each frame. */
  @FunctionalInterface
  interface Motion {
    Pose on(int frame);
  }

  private record Text(String letters, Color ink, Motion motion, boolean mayStay) {}

  /** Grey levels by which ink must differ from what is under it to be legible. */
  private static final int LEGIBLE = 60;

  /** Of a letter's ink, the share of which is enough to guess it. */
  private static final double TELLING = 0.25;

  /** From 8 bits to 12. */
  private static final int DEEP = 16;

  private static final int PERIOD = 24;
  private static final String JPEG_BASELINE = "1.2.840.10008.1.2.4.50";

  private final int width;
  private final int height;
  private final int frames;
  private final boolean isColor;
  private final Ground ground;
  private final long seed;
  private final float[] tissue;
  private final List<Text> texts = new ArrayList<>();

  /** Null where samples have 8 bits. */
  private int[] window;

  MovingClip(int width, int height, int frames, Ground ground, boolean isColor, long seed) {
    this.width = width;
    this.height = height;
    this.frames = frames;
    this.ground = ground;
    this.isColor = isColor;
    this.seed = seed;
    this.tissue = tissue(new Random(seed));
  }

  MovingClip with(String letters, Color ink, Motion motion) {
    texts.add(new Text(letters, ink, motion, false));
    return this;
  }

  /** Text that names nobody, and is not asked after. */
  MovingClip withHarmless(String letters, Color ink, Motion motion) {
    texts.add(new Text(letters, ink, motion, true));
    return this;
  }

  /** Stores grey levels of 0 to 255 in 12 of 16 bits, to be shown from one of them to another. */
  MovingClip deep(int low, int high) {
    window = new int[] {low, high};
    return this;
  }

  int frames() {
    return frames;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  private static final int SIDE = 256;

  /** Smooth texture that repeats every {@link #SIDE} pixels. */
  private static float[] tissue(Random random) {
    float[] sum = new float[SIDE * SIDE];
    float weight = 0.5f;
    for (int step = 64; step >= 4; step /= 2, weight *= 0.6f) {
      int cells = SIDE / step;
      float[] grid = new float[cells * cells];
      for (int i = 0; i < grid.length; i++) {
        grid[i] = random.nextFloat();
      }
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          int gx = x / step;
          int gy = y / step;
          float fx = (float) (x % step) / step;
          float fy = (float) (y % step) / step;
          float top = mix(grid[gy * cells + gx], grid[gy * cells + (gx + 1) % cells], fx);
          int below = (gy + 1) % cells * cells;
          float bottom = mix(grid[below + gx], grid[below + (gx + 1) % cells], fx);
          sum[y * SIDE + x] += weight * mix(top, bottom, fy);
        }
      }
    }
    return sum;
  }

  private static float mix(float a, float b, float share) {
    return a + (b - a) * share;
  }

  private BufferedImage groundOf(int frame) {
    Random noise = new Random(seed * 31 + frame);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    double beat = 2 * Math.PI * frame / PERIOD;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double level = 18;
        double dx = x - width / 2.0;
        double dy = y - height / 2.0;
        double radius = Math.hypot(dx / width, dy / height);
        if (ground == Ground.ANATOMY && radius < 0.42) {
          int u = Math.floorMod((int) (x + 12 * Math.sin(beat + y / 40.0)), SIDE);
          int v = Math.floorMod((int) (y + 9 * Math.cos(beat + x / 50.0)), SIDE);
          level = 190 * Math.pow(tissue[v * SIDE + u], 1.7) * (0.6 + 0.4 * noise.nextDouble());
        }
        level += 6 * noise.nextGaussian();
        int grey = (int) Math.max(0, Math.min(255, level));
        image.setRGB(x, y, grey << 16 | grey << 8 | grey);
      }
    }
    return image;
  }

  private BufferedImage draw(int frame) {
    BufferedImage image = groundOf(frame);
    for (Text text : texts) {
      for (Shape glyph : glyphs(text, text.motion.on(frame))) {
        fill(image, glyph, text.ink, text.motion.on(frame).opacity());
      }
    }
    return image;
  }

  private static void fill(BufferedImage image, Shape glyph, Color ink, double opacity) {
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setColor(
        new Color(ink.getRed(), ink.getGreen(), ink.getBlue(), (int) Math.round(255 * opacity)));
    canvas.fill(glyph);
    canvas.dispose();
  }

  private static List<Shape> glyphs(Text text, Pose pose) {
    List<Shape> glyphs = new ArrayList<>();
    if (pose.opacity() > 0) {
      BufferedImage any = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
      Graphics2D canvas = any.createGraphics();
      Font font = new Font(Font.SANS_SERIF, Font.BOLD, 1).deriveFont((float) pose.size());
      GlyphVector vector = font.createGlyphVector(canvas.getFontRenderContext(), text.letters);
      canvas.dispose();
      AffineTransform place = AffineTransform.getTranslateInstance(pose.x(), pose.y());
      place.rotate(Math.toRadians(pose.degrees()));
      for (int i = 0; i < vector.getNumGlyphs(); i++) {
        glyphs.add(place.createTransformedShape(vector.getGlyphOutline(i)));
      }
    }
    return glyphs;
  }

  /** The pixels of each legible letter on a frame that must go, as indices. */
  List<int[]> letters(int frame) {
    List<int[]> letters = new ArrayList<>();
    BufferedImage under = groundOf(frame);
    for (Text text : texts) {
      Pose pose = text.motion.on(frame);
      if (text.mayStay || pose.opacity() < 0.5) {
        continue;
      }
      for (Shape glyph : glyphs(text, pose)) {
        BufferedImage over = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        over.setData(under.getData());
        fill(over, glyph, text.ink, pose.opacity());
        int[] pixels = new int[width * height];
        int count = 0;
        java.awt.Rectangle bounds =
            glyph.getBounds().intersection(new java.awt.Rectangle(0, 0, width, height));
        for (int y = bounds.y; y < bounds.y + bounds.height; y++) {
          for (int x = bounds.x; x < bounds.x + bounds.width; x++) {
            if (difference(under.getRGB(x, y), over.getRGB(x, y)) >= LEGIBLE) {
              pixels[count++] = y * width + x;
            }
          }
        }
        // A sliver at the edge of the picture is no letter.
        if (count >= 8 && bounds.width >= 0.7 * glyph.getBounds().width) {
          letters.add(Arrays.copyOf(pixels, count));
        }
      }
    }
    return letters;
  }

  private static int difference(int one, int other) {
    int most = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      most = Math.max(most, Math.abs((one >> shift & 0xFF) - (other >> shift & 0xFF)));
    }
    return most;
  }

  /** How many letters of a frame a delivered picture of it still shows. */
  int left(int frame, Picture before, Picture after) {
    boolean[] gone = new boolean[width * height];
    for (int i = 0; i < gone.length; i++) {
      gone[i] = Math.abs((before.samples()[i] & 0xFF) - (after.samples()[i] & 0xFF)) >= LEGIBLE;
    }
    return left(frame, gone);
  }

  /** How many letters of a frame are still to be seen on it after boxes went. */
  int left(int frame, List<Box> boxes) {
    boolean[] gone = new boolean[width * height];
    for (Box box : boxes) {
      Box inside = box.within(width, height);
      for (int y = inside.row(); y < inside.bottom(); y++) {
        Arrays.fill(gone, y * width + inside.column(), y * width + inside.right(), true);
      }
    }
    return left(frame, gone);
  }

  private int left(int frame, boolean[] gone) {
    int left = 0;
    for (int[] letter : letters(frame)) {
      long shown = Arrays.stream(letter).filter(pixel -> !gone[pixel]).count();
      left += shown > TELLING * letter.length ? 1 : 0;
    }
    return left;
  }

  private byte[] samples(int frame) {
    BufferedImage image = draw(frame);
    int bytes = isColor ? 3 : window != null ? 2 : 1;
    byte[] samples = new byte[width * height * bytes];
    for (int i = 0; i < width * height; i++) {
      int color = image.getRGB(i % width, i / width) & 0xFFFFFF;
      if (isColor) {
        samples[3 * i] = (byte) (color >> 16);
        samples[3 * i + 1] = (byte) (color >> 8);
        samples[3 * i + 2] = (byte) color;
      } else if (window != null) {
        int value = Palette.luminance(color) / 1000 * DEEP;
        samples[2 * i] = (byte) value;
        samples[2 * i + 1] = (byte) (value >> 8);
      } else {
        samples[i] = (byte) (Palette.luminance(color) / 1000);
      }
    }
    return samples;
  }

  /** All samples, frame by frame. */
  private byte[] samples() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int frame = 0; frame < frames; frame++) {
      all.writeBytes(samples(frame));
    }
    return all.toByteArray();
  }

  private DicomBuilder header(TransferSyntax syntax) {
    DicomBuilder header =
        DicomBuilder.of(syntax)
            .put(Tag.SAMPLES_PER_PIXEL, VR.US, isColor ? 3 : 1)
            .put(Tag.PHOTOMETRIC_INTERPRETATION, isColor ? "RGB" : "MONOCHROME2")
            .put(Tag.PLANAR_CONFIGURATION, VR.US, isColor ? new int[] {0} : new int[0])
            .put(Tag.NUMBER_OF_FRAMES, Integer.toString(frames))
            .put(Tag.ROWS, VR.US, height)
            .put(Tag.COLUMNS, VR.US, width)
            .put(Tag.BITS_ALLOCATED, VR.US, window == null ? 8 : 16)
            .put(Tag.BITS_STORED, VR.US, window == null ? 8 : 12)
            .put(Tag.HIGH_BIT, VR.US, window == null ? 7 : 11)
            .put(Tag.PIXEL_REPRESENTATION, VR.US, 0);
    if (window != null) {
      header
          .put(0x00281050, Integer.toString(DEEP * (window[0] + window[1]) / 2))
          .put(0x00281051, Integer.toString(DEEP * (window[1] - window[0])));
    }
    return header;
  }

  /** The clip as an object holds it, each frame coded in a transfer syntax. */
  DataSet object(TransferSyntax syntax) throws IOException {
    DicomBuilder header = header(syntax);
    if (syntax.equals(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)) {
      return header.put(Tag.PIXEL_DATA, VR.OB, samples()).dataSet();
    }
    List<byte[]> fragments = new ArrayList<>();
    for (int frame = 0; frame < frames; frame++) {
      fragments.add(coded(frame, syntax));
    }
    return header.encapsulated(fragments).dataSet();
  }

  private byte[] coded(int frame, TransferSyntax syntax) throws IOException {
    byte[] cells = samples(frame);
    byte[] stream;
    if (syntax.uid().equals(JPEG_BASELINE)) {
      BufferedImage grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
      grey.getRaster().setDataElements(0, 0, width, height, cells);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(grey, "jpeg", out);
      stream = out.toByteArray();
    } else {
      PixelFormat format =
          new PixelFormat(height, width, 1, 8, 8, 7, false, Photometric.MONOCHROME2, 0);
      stream =
          FrameCodecs.installed()
              .of(syntax.uid())
              .orElseThrow()
              .encode(
                  new Frame(height, width, 1, 1, Photometric.MONOCHROME2, cells),
                  format,
                  new byte[0]);
    }
    return Arrays.copyOf(stream, stream.length + stream.length % 2);
  }

  PixelImage image() throws IOException {
    TransferSyntax syntax = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    return PixelImage.of(object(syntax), syntax, PixelLimits.DEFAULT).orElseThrow();
  }
}
