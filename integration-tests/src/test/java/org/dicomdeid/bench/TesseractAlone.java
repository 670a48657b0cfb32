/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import com.sun.jna.Pointer;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.tess4j.ITessAPI;
import net.sourceforge.tess4j.TessAPI1;
import org.dicomdeid.pixel.Picture;

/** Tesseract on whole pictures, without the project's engine: what there was before it. */
final class TesseractAlone implements Closeable {

  private static final String[][] LIBRARIES = {
    {"leptonica", "libgomp.so.1", "libgomp.so.1"},
    {"leptonica", "libleptonica.so.6", "libleptonica.so"},
    {"tesseract", "libtesseract.so.5.5", "libtesseract.so"}
  };

  /** Pixels around each word, as the project's own boxes have them. */
  private static final int EDGE = 2;

  private final ITessAPI.TessBaseAPI handle;
  private final int segmentation;
  private final int scale;
  private final boolean bothPolarities;

  private TesseractAlone(
      ITessAPI.TessBaseAPI handle, int segmentation, int scale, boolean bothPolarities) {
    this.handle = handle;
    this.segmentation = segmentation;
    this.scale = scale;
    this.bothPolarities = bothPolarities;
  }

  /** As Presidio's image redactor runs it: the page as it is, layout found by Tesseract. */
  static void wholePage(Path work) throws Exception {
    run(work, "tesseract", ITessAPI.TessPageSegMode.PSM_AUTO, 1, false);
  }

  /** Sparse text, twice as large, as it is and inverted. */
  static void sparse(Path work) throws Exception {
    run(work, "tesseract-sparse", ITessAPI.TessPageSegMode.PSM_SPARSE_TEXT, 2, true);
  }

  private static void run(Path work, String name, int segmentation, int scale, boolean both)
      throws Exception {
    Path folder = Files.createDirectories(work.resolve("tesseract-data"));
    load(folder);
    ITessAPI.TessBaseAPI handle = TessAPI1.TessBaseAPICreate();
    if (TessAPI1.TessBaseAPIInit3(handle, folder.toString(), "eng") != 0) {
      throw new IOException("Tesseract does not start");
    }
    TessAPI1.TessBaseAPISetVariable(handle, "debug_file", "/dev/null");
    try (TesseractAlone tesseract = new TesseractAlone(handle, segmentation, scale, both)) {
      Runs.all(
          work,
          name,
          object -> tesseract.words(new Displayed(StoredImage.read(object), 0).first()));
    }
  }

  private static void load(Path folder) throws IOException {
    for (String[] library : LIBRARIES) {
      Path file = folder.resolve(library[2]);
      unpack("/org/bytedeco/" + library[0] + "/linux-x86_64/" + library[1], file);
      System.load(file.toAbsolutePath().toString());
    }
    unpack("/tessdata/eng.traineddata", folder.resolve("eng.traineddata"));
    System.setProperty("jna.library.path", folder.toAbsolutePath().toString());
  }

  private static void unpack(String resource, Path file) throws IOException {
    try (InputStream in = TessAPI1.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is not on the class path");
      }
      if (Files.notExists(file)) {
        Files.copy(in, file);
      }
    }
  }

  private List<RunLog.Found> words(Picture picture) {
    BufferedImage page = scaled(picture);
    List<RunLog.Found> words = new ArrayList<>(read(page));
    if (bothPolarities) {
      byte[] samples = samples(page);
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (byte) ~samples[i];
      }
      words.addAll(read(page));
    }
    return words;
  }

  private List<RunLog.Found> read(BufferedImage page) {
    TessAPI1.TessBaseAPISetPageSegMode(handle, segmentation);
    int channels = page.getRaster().getNumBands();
    ByteBuffer buffer = ByteBuffer.allocateDirect(samples(page).length).put(samples(page));
    buffer.flip();
    TessAPI1.TessBaseAPISetImage(
        handle, buffer, page.getWidth(), page.getHeight(), channels, channels * page.getWidth());
    TessAPI1.TessBaseAPISetSourceResolution(handle, 70);
    List<RunLog.Found> words = new ArrayList<>();
    if (TessAPI1.TessBaseAPIRecognize(handle, null) == 0) {
      collect(words);
    }
    TessAPI1.TessBaseAPIClear(handle);
    return words;
  }

  private void collect(List<RunLog.Found> words) {
    ITessAPI.TessResultIterator results = TessAPI1.TessBaseAPIGetIterator(handle);
    if (results == null) {
      return;
    }
    ITessAPI.TessPageIterator places = TessAPI1.TessResultIteratorGetPageIterator(results);
    int level = ITessAPI.TessPageIteratorLevel.RIL_WORD;
    do {
      Pointer text = TessAPI1.TessResultIteratorGetUTF8Text(results, level);
      if (text == null) {
        continue;
      }
      String word = text.getString(0, StandardCharsets.UTF_8.name());
      TessAPI1.TessDeleteText(text);
      IntBuffer left = IntBuffer.allocate(1);
      IntBuffer top = IntBuffer.allocate(1);
      IntBuffer right = IntBuffer.allocate(1);
      IntBuffer bottom = IntBuffer.allocate(1);
      boolean isPlaced =
          TessAPI1.TessPageIteratorBoundingBox(places, level, left, top, right, bottom)
              == ITessAPI.TRUE;
      if (isPlaced && !word.isBlank()) {
        Rect box =
            new Rect(
                left.get(0) / scale,
                top.get(0) / scale,
                (right.get(0) - left.get(0) + scale - 1) / scale,
                (bottom.get(0) - top.get(0) + scale - 1) / scale);
        double confidence = TessAPI1.TessResultIteratorConfidence(results, level) / 100;
        words.add(new RunLog.Found(box.grown(EDGE), confidence, confidence, word));
      }
    } while (TessAPI1.TessPageIteratorNext(places, level) == ITessAPI.TRUE);
    TessAPI1.TessResultIteratorDelete(results);
  }

  private BufferedImage scaled(Picture picture) {
    int type =
        picture.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage whole = new BufferedImage(picture.width(), picture.height(), type);
    byte[] target = samples(whole);
    byte[] source = picture.samples();
    for (int i = 0; i < target.length; i++) {
      target[i] = source[picture.channels() == 1 ? i : i + 2 - 2 * (i % 3)];
    }
    BufferedImage page = new BufferedImage(scale * picture.width(), scale * picture.height(), type);
    Graphics2D graphics = page.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(whole, 0, 0, page.getWidth(), page.getHeight(), null);
    graphics.dispose();
    if (picture.channels() == 3) {
      byte[] samples = samples(page);
      for (int i = 0; i < samples.length; i += 3) {
        byte swap = samples[i];
        samples[i] = samples[i + 2];
        samples[i + 2] = swap;
      }
    }
    return page;
  }

  private static byte[] samples(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  @Override
  public void close() {
    TessAPI1.TessBaseAPIDelete(handle);
  }
}
